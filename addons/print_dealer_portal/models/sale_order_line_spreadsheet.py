from odoo import models


class SaleOrderLine(models.Model):
    _inherit = "sale.order.line"

    def _get_spreadsheet_row(self, sees_money):
        """Return this line as values, see ``sale.order._get_spreadsheet``."""
        self.ensure_one()
        words = self._get_line_words()
        row = [
            self.product_id.default_code or "",
            self._get_print_title(),
            self.product_uom_qty,
            self._get_unit_label(self.product_uom_qty),
            words["ref"],
            words["note"],
        ]
        if not sees_money:
            return row
        if self.print_is_on_request:
            return [*row, "", self.env._("on request")]
        return [*row, self.price_unit, self.price_subtotal]
