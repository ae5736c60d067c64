from odoo import models

from .print_finding import OPEN


class PrintJob(models.Model):
    """On the work ticket stands what was let pass in the files, and by whom."""

    _inherit = "print.job"

    def _get_ticket_own_notes(self):
        decided = self._get_findings().filtered(lambda finding: finding.state != OPEN)
        notes = [
            (finding._get_ticket_label(), finding._get_staff_line())
            for finding in decided
        ]
        return [*super()._get_ticket_own_notes(), *notes]
