import logging

from odoo import models
from odoo.addons.print_portal.file_names import named_job, same_file
from odoo.exceptions import AccessError, UserError

_logger = logging.getLogger(__name__)

# Names that programs give until all is sent: the right one comes by renaming.
SENDING = (".filepart", ".part", ".partial", ".tmp", ".crdownload")
LFTP = ".in."


class PrintFile(models.Model):
    """Files put into ``orders/<number>/missing/``: the order waits for them."""

    _inherit = "print.file"

    def _lies_for(self, order):
        """Whether this file was put where ``order`` takes what it lacks."""
        self.ensure_one()
        return self.folder == f"orders/{order.name}/missing"

    def _is_named_after(self, job):
        """A folder says for which order a file is as well as a name does."""
        return super()._is_named_after(job) or self._lies_for(job.order_id)

    def _confirm(self):
        """What was doubtful and is right joins its job."""
        result = super()._confirm()
        self._ftp_join()
        return result

    def _ftp_join(self):
        """Let these be printed in the jobs that wait for them, as far as the user may.

        What fits no job, or several, is offered on his pages.
        """
        lying = self.filtered(
            lambda file: (
                file.state == "settled"
                and (file.folder or "").startswith("orders/")
                and not file._is_being_sent()
            )
        )
        if not lying:
            return
        waiting = self._get_waiting_jobs()
        for file in lying:
            jobs = waiting.filtered(lambda job, file=file: file._lies_for(job.order_id))
            if job := file._choose_job(jobs):
                file._ftp_give_to(job)

    def _is_being_sent(self):
        name = self.name.lower()
        return name.endswith(SENDING) or name.startswith(LFTP)

    def _choose_job(self, jobs):
        """Return the one of ``jobs`` of one order that this file is for, or none."""
        if len(jobs) < 2:
            return jobs
        number = named_job(self.name, jobs.order_id.name)
        fitting = jobs.filtered(
            lambda job: (
                job.number == number
                or any(
                    same_file(old.name, self.name) for old in job._get_current_artwork()
                )
            )
        )
        return fitting if len(fitting) == 1 else jobs.browse()

    def _ftp_give_to(self, job):
        """Let ``job`` take this file; it stays in the folder if that does not work."""
        try:
            with self.env.cr.savepoint():
                job._take_file(self)
                job._trigger_ftp_send_on()
        except (AccessError, UserError) as error:
            _logger.info("%s did not take %s: %s", job.name, self.path, error)
