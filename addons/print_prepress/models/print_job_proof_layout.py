from odoo import models

from .print_proof import APPROVED


class PrintJob(models.Model):
    _inherit = "print.job"

    def _get_layout_proof(self):
        """Return the version that shows what is printed: approved, else the newest."""
        self.ensure_one()
        approved = self.proof_ids.filtered(lambda proof: proof.state == APPROVED)
        return (approved or self.proof_ids)[:1]
