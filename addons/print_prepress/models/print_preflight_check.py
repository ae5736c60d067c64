import logging
import time

from odoo import fields, models, modules

from ..prepress.sandbox import inspect
from .print_preflight import PRIORITY_JOB

_logger = logging.getLogger(__name__)

LIVE = ("wait_dependencies", "pending", "enqueued", "started")
TELL_EVERY_S = 0.5
ATTEMPTS = 5


class PrintPreflight(models.Model):
    _inherit = "print.preflight"

    def _start(self, priority):
        """Put the check into the queue, unless it is there, running or done."""
        self.ensure_one()
        job = self._get_queue_job()
        if self.state == "failed":
            self._restart(priority)
        elif self.state == "waiting" and not job:
            self._enqueue(priority)
        elif job.state == "pending" and job.priority > priority:
            job.priority = priority

    def _restart(self, priority=PRIORITY_JOB):
        """Begin anew what is not done and does not run."""
        self.ensure_one()
        if self.state == "done" or self._get_queue_job().state == "started":
            return
        self.write({"state": "waiting", "trouble": False, "attempts": 0})
        self._enqueue(priority)

    def _enqueue(self, priority=PRIORITY_JOB):
        job = self.with_delay(
            priority=priority,
            identity_key=f"print.preflight-{self.id}",
            description=self.env._("Check of %s", self.name),
        )._check()
        self.job_uuid = job.uuid

    def _get_queue_job(self):
        """Return the queue's job that will make this check, if it is still there."""
        domain = [("uuid", "=", self.job_uuid), ("state", "in", LIVE)]
        return self.env["queue.job"].search(domain, limit=1)

    def _check(self):
        """Job: find out what is in the bytes, then compare with what was ordered.

        May be run again at any point: what was found is kept, and the rest is done.
        It commits, so that its progress is seen, see ``_save``.
        """
        self.ensure_one()
        if self.state == "done":
            return
        self._begin()
        if not self.facts:
            self._read()
        self._finish()

    def _begin(self):
        self._save(
            state="running",
            attempts=self.attempts + 1,
            date_started=fields.Datetime.now(),
            progress=0,
            trouble=False,
        )

    def _read(self):
        """Read the file in a process of its own."""
        facts = inspect(self._get_path(), tell=self._teller())
        self._save(facts=facts.to_json(), page_count=facts.page_count)

    def _finish(self):
        """Judge every artwork that has these bytes."""
        now = fields.Datetime.now()
        self.write(
            {
                "state": "done",
                "progress": 100,
                "date_done": now,
                "duration_s": (now - self.date_started).total_seconds(),
            }
        )
        artwork = self.env["print.artwork"].search([("checksum", "=", self.checksum)])
        artwork._judge()

    def _get_path(self):
        """Return where the bytes lie on disk."""
        for model in ("print.artwork", "print.file"):
            for record in self.env[model].search([("checksum", "=", self.checksum)]):
                return record._store().path(record.path)
        raise FileNotFoundError(self.checksum)

    def _teller(self):
        """Return what notes the progress, seldom enough for the database."""
        told = 0.0

        def tell(done, total):
            nonlocal told
            if time.monotonic() - told >= TELL_EVERY_S:
                told = time.monotonic()
                self._save(progress=100 * done // max(total, 1))

        return tell

    def _save(self, **values):
        """Write, for others to see at once."""
        self.write(values)
        if not modules.module.current_test:
            self.env.cr.commit()

    def _check_failed(self, exc_message="", **values):
        """The queue gives up: tell prepress, who may try again."""
        self.write({"state": "failed", "trouble": str(exc_message)[:200]})
