from odoo import models

from .print_job_content import MISMATCH


class SaleOrderLine(models.Model):
    """The files of a line with what is known of them."""

    _inherit = "sale.order.line"

    def _portal_values(self, sees_money):
        """Before there is a job, files are judged by what is asked for now."""
        values = super()._portal_values(sees_money)
        if not self.print_job_ids and values["files"]:
            spec = self.print_spec_id
            for file, shown in zip(spec.file_ids, values["files"], strict=True):
                shown["judged"] = spec._get_judged_values(file)
        return values

    def _take_price(self, estimate):
        """Who agrees to the price of what is in his files agrees to what is in them."""
        result = super()._take_price(estimate)
        if estimate.deviation_cause == MISMATCH:
            self.print_job_ids._accept_content()
        return result
