from datetime import timedelta

from odoo import api, fields, models

# Staff are told of a new order by then, with or without its archive.
TELL_BY = timedelta(minutes=20)
STRAY_S = 86_400  # a file without a record may be about to get one


class PrintArchive(models.Model):
    """What happens by itself."""

    _inherit = "print.archive"

    @api.model
    def _cron_archives(self):
        """Lose no archive, keep no news back too long, keep none for ever."""
        archives = self._of_the_shop()
        archives._resume_lost()
        archives._tell_late()
        archives._remove_over()

    def _resume_lost(self):
        """Put back into the queue what waits, and stands in it no more."""
        waiting = self.search([("state", "in", ("waiting", "running"))])
        for archive in waiting._get_lost():
            archive.state = "waiting"
            archive._enqueue()

    def _tell_late(self):
        """Tell of new orders whose archive takes long: it follows at the order."""
        untold = self.search(
            [
                ("is_news", "=", True),
                ("create_date", "<", fields.Datetime.now() - TELL_BY),
            ]
        )
        for archive in untold:
            archive.is_news = False
            archive.order_id._tell_staff_sent()
            self.env["ir.cron"]._commit_progress(1)

    def _remove_over(self):
        """Remove what was kept long enough; it is packed anew on demand."""
        today = fields.Date.context_today(self)
        for archive in self.search([("path", "!=", False), ("state", "!=", "running")]):
            if archive.kept_until and archive.kept_until < today:
                archive._forget("removed")
                self.env["ir.cron"]._commit_progress(1)

    @api.autovacuum
    def _sweep(self):
        """Remove archives that no record knows: their order is gone, or they were made
        by a job that came to nothing.
        """
        store = self._get_store()
        if not store.is_ready():
            return
        # Of all companies: what belongs to any of them stays.
        known = set(self.sudo().search([("path", "!=", False)]).mapped("path"))
        for path in store.made(older_than_s=STRAY_S):
            if path not in known:
                store.unmake(path)
