from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _get_digest_row(self):
        """Return how a trader's summary names this order, and where it is."""
        self.ensure_one()
        parts = [self.name, self.partner_id.name, self.print_title]
        return {
            "text": " · ".join(filter(None, parts)),
            "url": self._get_staff_url(),
        }
