from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _portal_values(self, sees_money):
        """See what came out of the work, too, while it is kept."""
        files = self.print_job_ids.result_ids
        ready = files.filtered(
            lambda file: file.state != "missing" and not file._is_over()
        )
        return super()._portal_values(sees_money) | {
            "results": [file._get_ready_row() for file in ready]
        }
