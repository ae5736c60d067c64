import logging

from odoo import fields, models
from odoo.addons.print_portal.filestore import StoreError
from odoo.addons.queue_job.exception import RetryableJobError

from ..prepress.sandbox import ReaderFault, SandboxError, inspect
from .print_preflight import FILE_MODELS, PRIORITY_JOB
from .print_preflight_ink import READING_SHARE

_logger = logging.getLogger(__name__)

# A check that has begun so often without an end takes the server down with it.
ATTEMPTS = 5


class PrintPreflight(models.Model):
    _inherit = "print.preflight"

    # The queue

    def _start(self, priority):
        """Put the check into the queue, unless it is there, running or done."""
        self.ensure_one()
        if self.state == "failed":
            self._restart(priority)
        elif self.state == "waiting":
            job = self._get_queue_jobs()
            if not job:
                self._enqueue(priority)
            elif job.state == "pending" and job.priority > priority:
                job.priority = priority

    def _restart(self, priority=PRIORITY_JOB):
        """Begin anew what does not run just now."""
        self.ensure_one()
        if self._get_queue_jobs().state == "started":
            return
        begun = {"facts": False, "progress": 0, "attempts": 0, "inked_pages": 0}
        self.write(begun | {"state": "waiting", "trouble": False})
        self._enqueue(priority)

    def _enqueue(self, priority=PRIORITY_JOB):
        job = self.with_delay(
            priority=priority,
            identity_key=f"print.preflight-{self.id}",
            description=self.env._("Check of %s", self.name),
        )._check()
        self.job_uuid = job.uuid

    # The check

    def _check(self):
        """Job: find out what is in the bytes, then compare with what was ordered.

        May be run again at any point: what was found is kept, and the rest is done.
        It commits, so that its progress is seen, see ``_save``.
        """
        self.ensure_one()
        if self.state == "done":
            return
        if self.attempts >= ATTEMPTS:
            self._give_up(self.env._("Begun %s times without an end.", self.attempts))
            return
        self._begin()
        try:
            if not self.facts:
                self._read()
            if not self._measure_ink():
                return
        except (SandboxError, BlockingIOError, MemoryError) as error:
            # Not the file's fault: this machine is short of something.
            raise RetryableJobError(str(error), seconds=60) from error
        except ReaderFault as fault:
            _logger.error("No reader for %s:\n%s", self.checksum, fault)
            self._give_up(str(fault).strip().rpartition("\n")[2])
            return
        except FileNotFoundError as gone:
            # Replaced or taken away meanwhile; the nightly check tells of lost bytes.
            self._give_up(str(gone))
            return
        self._finish()

    def _begin(self):
        self._save(
            state="running",
            attempts=self.attempts + 1,
            date_started=fields.Datetime.now(),
            trouble=False,
        )

    def _read(self):
        """Read the file in a process of its own."""
        tell = self._teller(0, READING_SHARE)
        facts = inspect(self._get_path(), tell=tell)
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

    def _give_up(self, trouble):
        """Leave the file to a person, who may also have it checked again."""
        self.write({"state": "failed", "trouble": trouble[:200]})

    def _check_failed(self, exc_message="", **values):
        """The queue gives up."""
        self._give_up(str(exc_message))

    def _get_path(self):
        """Return where the bytes lie on disk.

        :raise FileNotFoundError: if no file of ours has them any more
        """
        for model in FILE_MODELS:
            for record in self.env[model].search([("checksum", "=", self.checksum)]):
                try:
                    return record._store().path(record.path)
                except StoreError:
                    continue  # another file may have the same bytes
        raise FileNotFoundError(self.env._("%s is not on our disk.", self.name))
