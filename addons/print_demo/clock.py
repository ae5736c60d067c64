from contextlib import contextmanager
from datetime import timedelta

from odoo import fields
from odoo.tools import SQL

# Where records keep the moment at which they were written.
STAMPS = {
    "account.move": ("create_date",),
    "mail.message": ("create_date", "date"),
    "payment.transaction": ("create_date", "last_state_change"),
    "print.approval": ("create_date", "date"),
    "print.artwork": ("accepted_on", "certified_on", "create_date"),
    "print.artwork.comment": ("create_date", "date"),
    "print.confirmation": ("create_date", "date", "date_answered"),
    "print.credit.release": ("create_date",),
    "print.file": ("create_date", "date_received"),
    "print.gate.override": ("create_date", "date"),
    "print.job": ("create_date", "awaited_since", "date_files"),
    "print.job.move": ("create_date", "date"),
    "print.news": ("create_date",),
    "print.order.change": ("create_date", "date", "date_answered"),
    "print.proof": ("create_date", "date", "date_decided", "date_void"),
    "print.proof.approver": ("create_date", "date_decided", "date_told"),
    "print.proof.comment": ("create_date", "date", "date_done"),
    "print.registration": (
        "create_date",
        "date_answered",
        "date_confirmed",
        "date_consent",
    ),
    "res.partner": ("create_date",),
    "res.users": ("print_date_invited",),
    "res.users.log": ("create_date",),
    "sale.order": (
        "create_date",
        "date_order",
        "effective_date",
        "print_awaited_since",
        "print_confirm_since",
        "print_date_submitted",
    ),
    "stock.move": ("create_date", "date"),
    "stock.move.line": ("create_date", "date"),
    "stock.picking": ("create_date", "date_done", "scheduled_date"),
}
WAITING = ("ready", "process")


class Clock:
    """Lets what happens now have happened on another day.

    The doors of the shop date what they write by the clock on the wall. After each step
    everything dated with the real present is moved to the moment of the story, so the
    next step finds a past. Dates that a step has chosen itself stay.
    """

    def __init__(self, env):
        self.env = env
        self.started = env.cr.now().replace(microsecond=0)

    @contextmanager
    def at(self, moment):
        """Move what the body writes to ``moment`` (UTC, in the past)."""
        yield
        self.env.flush_all()
        present = fields.Datetime.now() + timedelta(seconds=1)
        moves = [
            self._move(self.env[model]._table, stamps, present, moment)
            for model, stamps in STAMPS.items()
        ]
        self.env.cr.execute(SQL("WITH %s SELECT 1", SQL(", ").join(moves)))
        for model, stamps in STAMPS.items():
            self.env[model].invalidate_model(stamps, flush=False)

    def _move(self, table, stamps, present, moment):
        """Return a part of a WITH that moves what is dated with the present."""
        is_new = [
            SQL(
                "%(column)s >= %(started)s AND %(column)s <= %(present)s",
                column=SQL.identifier(stamp),
                started=self.started,
                present=present,
            )
            for stamp in stamps
        ]
        moved = [
            SQL(
                "%(column)s = CASE WHEN %(is_new)s THEN %(moment)s ELSE %(column)s END",
                column=SQL.identifier(stamp),
                is_new=condition,
                moment=moment,
            )
            for stamp, condition in zip(stamps, is_new, strict=True)
        ]
        return SQL(
            "%(part)s AS (UPDATE %(table)s SET %(moved)s WHERE %(is_new)s)",
            part=SQL.identifier(f"moved_{table}"),
            table=SQL.identifier(table),
            moved=SQL(", ").join(moved),
            is_new=SQL(" OR ").join(is_new),
        )

    def settle_mail(self):
        """Call every mail of the story sent, and what is older than a day read."""
        mails = self.env["mail.mail"].search([("state", "=", "outgoing")])
        mails.state = "sent"
        notices = self.env["mail.notification"].search([])
        waiting = notices.filtered(lambda n: n.notification_status in WAITING)
        waiting.notification_status = "sent"
        yesterday = self.started - timedelta(days=1)
        old = notices.filtered(lambda n: n.mail_message_id.date < yesterday)
        old.write({"is_read": True, "read_date": self.started})
        news = self.env["print.news"].search([("create_date", "<", yesterday)])
        news.is_read = True
        # Their mails would be written in the background, of today.
        self.env["print.approval"].search([]).is_told = True
        # As the queue does after sending.
        mails.filtered("auto_delete").unlink()
