from odoo import models

from .print_proof import WAITING


class SaleOrder(models.Model):
    """Proofs in the discussion of an order: when one was shown, what was decided."""

    _inherit = "sale.order"

    def _get_talk_events(self):
        """Add each version that was sent, and each decision on it."""
        proofs = self.print_job_ids.proof_ids
        sent = [proof._get_talk_sent() for proof in proofs]
        decided = proofs.approver_ids.filtered(lambda row: row.state != WAITING)
        # Who stands in for another one has decided for both: it is told once.
        decided -= decided.stand_in_ids.filtered(
            lambda row: row.state == row.stands_for_id.state
        ).stands_for_id
        return [
            *super()._get_talk_events(),
            *sent,
            *(row._get_talk_decision() for row in decided),
        ]
