from odoo import api, models


class SaleOrder(models.Model):
    """What pages read of an order beside its work: proofs, findings, archives."""

    _inherit = "sale.order"

    @api.model
    def _get_row_relations(self):
        """Where an order stands may be told by its newest proof."""
        return [*super()._get_row_relations(), "print_job_ids.proof_ids"]

    @api.model
    def _get_page_relations(self):
        return [
            *super()._get_page_relations(),
            "print_job_ids.finding_ids",
            "print_job_ids.artwork_ids.finding_ids",
            "print_archive_ids",
        ]

    def _read_for_rows(self):
        result = super()._read_for_rows()
        # Found by the user. Each job's newest proof would be read by itself.
        self.sudo().print_job_ids.proof_ids.mapped("state")
        return result
