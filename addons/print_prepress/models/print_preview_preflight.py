from odoo import api, models

from .print_preflight import PRIORITY_JOB
from .print_preview import CARRY_THEIR_OWN, PAGE, THUMB


class PrintPreflight(models.Model):
    """Whatever was checked gets a picture of its first page."""

    _inherit = "print.preflight"

    @api.model
    def _request(self, records, priority=PRIORITY_JOB):
        """Bytes that were known before may have lost their picture."""
        preflights = super()._request(records, priority)
        preflights.filtered(lambda each: each.state == "done")._request_previews()
        return preflights

    def _finish(self):
        self._request_previews()
        return super()._finish()

    def _request_previews(self):
        """Have the first page drawn; large as well, where a job has the file."""
        domain = [("checksum", "in", self.mapped("checksum"))]
        of_jobs = set(self.env["print.artwork"].search(domain).mapped("checksum"))
        wanted = set()
        for preflight in self:
            facts = preflight._get_facts()
            if facts.pages or facts.format in CARRY_THEIR_OWN:
                wanted.add((preflight.checksum, THUMB, 1, None))
                if preflight.checksum in of_jobs:
                    wanted.add((preflight.checksum, PAGE, 1, None))
        self.env["print.preview"]._request(wanted)

    @api.model
    def _cron_resume(self):
        """See that no picture is lost either."""
        self.env["print.preview"]._resume_lost()
        return super()._cron_resume()
