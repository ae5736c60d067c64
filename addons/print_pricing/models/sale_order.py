from odoo import models


class SaleOrder(models.Model):
    _inherit = "sale.order"

    def _get_update_prices_lines(self):
        """Leave final prices alone."""
        lines = super()._get_update_prices_lines()
        return lines.filtered(lambda line: not line.print_price_locked)
