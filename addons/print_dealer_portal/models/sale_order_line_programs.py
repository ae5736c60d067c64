from odoo import models

from ..plain_numbers import write_number


class SaleOrderLine(models.Model):
    """Lines of an order as programs of dealers read them."""

    _inherit = "sale.order.line"

    def _get_program_values(self, sees_money):
        """Return one line; its amounts are left out for who may not see them."""
        self.ensure_one()
        product = self.product_id.with_context(display_default_code=False)
        words = self._get_line_words()
        values = {
            "product_id": product.id,
            "code": product.default_code or "",
            "name": self.print_spec_id.title or product.display_name,
            "quantity": write_number(self.product_uom_qty),
            "delivered": write_number(self.qty_delivered),
            "invoiced": write_number(self.qty_invoiced),
            "unit": self.product_uom_id._get_paper_label(product),
            "reference": words["ref"],
            "note": words["note"],
        }
        if sees_money:
            places = self.currency_id.decimal_places
            values["unit_price"] = write_number(self.price_unit, places)
            values["subtotal"] = write_number(self.price_subtotal, places)
        return values
