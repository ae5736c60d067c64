from odoo import api, models
from odoo.fields import Domain

from ..file_names import named_job, same_file
from .print_job import CLIENT_MENDS

MOST_FILES = 200  # the newest ones that are looked at
MOST_JOBS = 100  # of a client, that wait for him


class PrintFile(models.Model):
    """Files in a client's folder that look as if a job of his waits for them.

    One is named after the order, or like a file that has to be mended. They are only
    offered: a person says yes.
    """

    _inherit = "print.file"

    def _get_matches(self, jobs=None):
        """Return for which jobs each of these files looks meant.

        :param jobs: ``print.job`` to look at, by default what waits for this user
        :return: ``{file: [{"job_id", "order_id", "job", "title", "replaces"}, ...]}``,
            files without any left out; ``replaces`` is a name or "". The number of
            queries does not grow with the files.
        """
        if jobs is None:
            jobs = self._get_waiting_jobs()
        matches = {}
        for file in self.filtered(lambda file: file.state == "settled"):
            found = [job for job in jobs if file._is_meant_for(job)]
            if found:
                matches[file] = [file._get_match(job) for job in found]
        return matches

    @api.model
    def _get_waiting_jobs(self):
        """Return the jobs, as superuser, whose files this user may still choose."""
        # Accounts see their jobs, and no table of statuses.
        is_waiting = Domain("status_id", "any!", [("code", "in", CLIENT_MENDS)])
        jobs = self.env["print.job"].search(is_waiting, limit=MOST_JOBS)
        orders = jobs.order_id.filtered(
            lambda order: order._may_be_changed_by(self.env.user)
        )
        # Which files a job has by now is asked; the job itself is the user's to see.
        return jobs.filtered(lambda job: job.order_id in orders).sudo()

    def _is_meant_for(self, job):
        """Whether this file is named after ``job``, or like one that it lacks.

        :param job: ``print.job``, as superuser
        """
        self.ensure_one()
        if self.date_received < job.create_date or self in job.spec_id.file_ids:
            return False
        current = job._get_current_artwork()
        if self.checksum in current.mapped("checksum"):
            return False
        return self._is_named_after(job) or any(
            same_file(old.name, self.name) and self.date_received > old.create_date
            for old in current
        )

    def _is_named_after(self, job):
        number = named_job(self.name, job.order_id.name)
        if number is None:
            return False
        numbers = job.order_id.print_job_ids.mapped("number")
        # A number that no job has tells of something else, such as pages.
        return number == job.number or number not in numbers

    def _get_match(self, job):
        older = job._get_current_artwork().filtered(
            lambda artwork: same_file(artwork.name, self.name)
        )
        return {
            "job_id": job.id,
            "order_id": job.order_id.id,
            "job": job.name,
            "title": job.title or "",
            "replaces": older[:1].name or "",
        }

    @api.model
    def _get_offers(self, jobs=None):
        """Return the matches of the newest files, each with its file.

        :param jobs: as in ``_get_matches``
        :return: list of dicts as there, with ``file_id``, ``name``, ``size_text``
        """
        if jobs is None:
            jobs = self._get_waiting_jobs()
        if not jobs:
            return []
        files = self.search(
            Domain("state", "=", "settled")
            & Domain("date_received", ">=", min(jobs.mapped("create_date")))
            & Domain("partner_id", "in", jobs.partner_id.print_client_id.ids),
            limit=MOST_FILES,
        )
        return [
            {
                "file_id": file.id,
                "name": file.name,
                "size_text": file.size_text,
                **match,
            }
            for file, matches in files._get_matches(jobs).items()
            for match in matches
        ]
