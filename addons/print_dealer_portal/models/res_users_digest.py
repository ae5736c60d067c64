from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from .sale_order_partner import TO_ACCEPT

SHOWN = 20  # rows of one heading: the rest is a number
DIGEST_FIELDS = ["print_wants_digest"]


class ResUsers(models.Model):
    """The summary that a trader gets each morning, if he wants one."""

    _inherit = "res.users"

    print_wants_digest = fields.Boolean(
        "Summary each morning",
        help="One mail a day about the orders of clients you serve: what waits for you,"
        " what came and what was cancelled since the last one. None on days without.",
    )
    print_date_digest = fields.Datetime(
        "Last summary", readonly=True, copy=False, groups="base.group_system"
    )

    @property
    def SELF_READABLE_FIELDS(self):
        return super().SELF_READABLE_FIELDS + DIGEST_FIELDS

    @property
    def SELF_WRITEABLE_FIELDS(self):
        return super().SELF_WRITEABLE_FIELDS + DIGEST_FIELDS

    @api.model
    def _send_print_digests(self):
        """Send its summary to everybody who wants one; called once a day."""
        wanting = self.search(
            [("print_wants_digest", "=", True), ("share", "=", False)]
        )
        cron = self.env["ir.cron"]
        for number, user in enumerate(wanting, 1):
            user._send_print_digest()
            cron._commit_progress(1, remaining=len(wanting) - number)

    def _send_print_digest(self):
        """Send this user what happened since the last time; nothing, where nothing did.

        Who is away gets none: his substitute reads of it.
        """
        self.ensure_one()
        now = fields.Datetime.now()
        if self._get_stand_in() != self or not self._get_digest_rows():
            return
        template = self.env.ref("print_dealer_portal.mail_template_digest")
        template.send_mail(
            self.id,
            email_values={"recipient_ids": [(6, 0, self.partner_id.ids)]},
            email_layout_xmlid="print_portal.mail_layout",
        )
        self.print_date_digest = now

    def _get_digest_rows(self):
        """Return what the summary says, in the language of this env.

        :return: list of dicts ``heading``, ``count``, and ``rows`` with ``text`` and
            ``url``, where there is anything under a heading
        """
        self.ensure_one()
        _ = self.env._
        since = self.print_date_digest or fields.Datetime.now() - timedelta(days=1)
        served = Domain("print_source", "!=", False) & Domain("is_basket", "=", False)
        served &= self._print_served_domain("user_id") & Domain("user_id", "!=", False)
        orders = self.env["sale.order"].with_user(self)
        parts = [
            (
                _("Waiting for your yes"),
                Domain("print_status_id.code", "=", TO_ACCEPT),
            ),
            (
                _("New orders"),
                Domain("print_date_submitted", ">", since)
                & Domain("print_status_id.code", "!=", TO_ACCEPT),
            ),
            (
                _("New messages at orders"),
                Domain("id", "in", orders._find_talk_news()),
            ),
            (
                _("Cancelled"),
                Domain("state", "=", "cancel") & Domain("write_date", ">", since),
            ),
        ]
        found = [
            self._get_digest_heading(heading, "sale.order", served & domain)
            for heading, domain in parts
        ]
        talks = self._print_served_domain("user_id") & Domain("user_id", "!=", False)
        found.append(
            self._get_digest_heading(
                _("Messages to answer"),
                "print.talk",
                talks & Domain("is_unanswered", "=", True),
            )
        )
        return [each for each in found if each["count"]]

    def _get_digest_heading(self, heading, model, domain):
        # What he may open himself, whoever runs the job.
        records = self.env[model].with_user(self).with_context(lang=self.lang)
        rows = records.search(domain, limit=SHOWN)
        count = len(rows) if len(rows) < SHOWN else records.search_count(domain)
        return {
            "heading": heading,
            "count": count,
            "rows": [row._get_digest_row() for row in rows],
        }
