import time

from odoo import models, modules

# States of a job of the queue that will run, or does so now.
LIVE = ("wait_dependencies", "pending", "enqueued", "started")
TELL_EVERY_S = 0.5


class PrintBackgroundMixin(models.AbstractModel):
    """What the queue makes, while others watch it grow.

    Whoever inherits has the fields ``job_uuid``, of the job that makes it, and
    ``progress``, in percent.
    """

    _name = "print.background.mixin"
    _description = "Made in the Background"

    def _get_queue_jobs(self):
        """Return the jobs of the queue that will make these, or do so now."""
        domain = [
            ("uuid", "in", [uuid for uuid in self.mapped("job_uuid") if uuid]),
            ("state", "in", LIVE),
        ]
        return self.env["queue.job"].search(domain)

    def _get_lost(self):
        """Return those of these that stand in the queue no more."""
        live = set(self._get_queue_jobs().mapped("uuid"))
        return self.filtered(lambda each: each.job_uuid not in live)

    def _teller(self, begin=0, end=100):
        """Return what notes the progress, seldom enough for the database.

        :param begin: percent of the whole when this part of it begins
        :param end: percent when it ends
        """
        told = 0.0

        def tell(done, total):
            nonlocal told
            if time.monotonic() - told >= TELL_EVERY_S:
                told = time.monotonic()
                share = (end - begin) * done // max(total, 1)
                self._save(progress=min(begin + share, 99))

        return tell

    def _save(self, **values):
        """Write, for others to see at once."""
        self.write(values)
        if not modules.module.current_test:
            self.env.cr.commit()  # pylint: disable=invalid-commit
