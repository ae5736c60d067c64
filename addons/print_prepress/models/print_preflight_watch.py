from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import SQL, format_time

from ..prepress.sandbox import ENGINE
from .print_preflight import PRIORITY_FOLDER
from .print_preflight_check import ATTEMPTS

CHANNEL = "root.preflight"
PATIENCE = timedelta(minutes=2)
BATCH = 500  # checks asked for or forgotten at a time, where there are many


class PrintPreflight(models.Model):
    _inherit = "print.preflight"

    @api.model
    def _cron_resume(self):
        """See that no check is lost, whatever became of its job in the queue."""
        self._resume_lost()
        self._request_missing()

    def _resume_lost(self):
        """Put back into the queue what is not done and stands in it no more."""
        open_checks = self.search([("state", "in", ("waiting", "running"))])
        for preflight in open_checks._get_lost():
            if preflight.attempts >= ATTEMPTS:
                preflight._give_up(
                    self.env._("Begun %s times without an end.", preflight.attempts)
                )
            else:
                preflight._enqueue()

    def _request_missing(self):
        """Ask for the files of open jobs that today's engine has never read: those
        from before this add-on came, or before its engine changed.
        """
        query = SQL(
            "SELECT artwork.id FROM print_artwork artwork"
            " JOIN print_job job ON job.id = artwork.job_id"
            " LEFT JOIN print_preflight preflight"
            " ON preflight.checksum = artwork.checksum AND preflight.engine = %s"
            " WHERE artwork.is_current AND artwork.state != 'missing'"
            " AND job.kind NOT IN ('done', 'cancel') AND preflight.id IS NULL"
            " ORDER BY artwork.id LIMIT %s",
            ENGINE,
            BATCH,
        )
        self.env.flush_all()
        found = [row[0] for row in self.env.execute_query(query)]
        self._request(self.env["print.artwork"].browse(found), PRIORITY_FOLDER)

    @api.autovacuum
    def _gc_unused(self):
        """Forget what was in bytes that nobody has any more, or that an older engine
        read.

        :return: how many were forgotten, and whether there are more
        """
        self.env.flush_all()
        query = SQL(
            "SELECT id FROM print_preflight preflight"
            " WHERE date_requested < %s AND (engine != %s OR NOT EXISTS"
            " (SELECT FROM print_file WHERE checksum = preflight.checksum)"
            " AND NOT EXISTS"
            " (SELECT FROM print_artwork WHERE checksum = preflight.checksum))"
            " LIMIT %s",
            fields.Datetime.now() - timedelta(days=1),
            ENGINE,
            BATCH,
        )
        unused = self.browse(row[0] for row in self.env.execute_query(query))
        unused.unlink()
        return len(unused), len(unused) == BATCH

    @api.model
    @api.readonly
    def get_queue_trouble(self):
        """Return what staff should know of a queue that does not get on, or False.

        :return: ``sentence``, and ``is_standing`` if nothing of it was begun lately
        :raise AccessError: for clients
        """
        self.check_access("read")
        # How long things wait is no secret of the queue's managers.
        jobs_sudo = self.env["queue.job"].sudo()
        long_ago = fields.Datetime.now() - PATIENCE
        waiting = [
            ("channel", "=like", f"{CHANNEL}%"),
            ("state", "in", ("pending", "enqueued")),
            ("date_created", "<", long_ago),
            "|",
            ("eta", "=", False),
            ("eta", "<", long_ago),
        ]
        [(count, since)] = jobs_sudo._read_group(
            waiting, aggregates=["__count", "date_created:min"]
        )
        if not count:
            return False
        begun = [("channel", "=like", f"{CHANNEL}%"), ("date_started", ">", long_ago)]
        is_standing = not jobs_sudo.search_count(begun, limit=1)
        clock = format_time(self.env, since, time_format="short")
        words = {"count": count, "time": clock}
        return {
            "is_standing": is_standing,
            "sentence": self.env._(
                "The queue stands. Files that wait: %(count)s, the first since"
                " %(time)s. Is queue_job among the server-wide modules?",
                **words,
            )
            if is_standing
            else self.env._(
                "Files that wait for their check: %(count)s, the first since %(time)s.",
                **words,
            ),
        }
