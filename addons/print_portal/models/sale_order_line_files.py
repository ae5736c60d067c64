from odoo import models


class SaleOrderLine(models.Model):
    """Files of a line that others have taken the place of."""

    _inherit = "sale.order.line"

    def _portal_values(self, sees_money):
        """See the older versions of its files, too; the newest one first."""
        values = super()._portal_values(sees_money)
        past = self.print_job_ids.artwork_ids.filtered(lambda old: not old.is_current)
        return {
            **values,
            "past_files": [
                {**file._portal_values(), "date": file.create_date}
                for file in past.sorted("id", reverse=True)
            ],
        }
