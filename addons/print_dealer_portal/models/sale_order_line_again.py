from odoo import models


class SaleOrderLine(models.Model):
    """Goods that are ordered again: still sold, in such a quantity, at which price."""

    _inherit = "sale.order.line"

    def _get_again_refusal(self):
        if self._is_repeatable_goods():
            return ""
        return super()._get_again_refusal()

    def _is_repeatable_goods(self):
        """Whether these are goods of a dealer, which the portal may sell again."""
        return self._is_goods() and bool(
            self.order_id.partner_id.commercial_partner_id.is_dealer
        )

    def _renew_work(self, mode):
        """Goods come again as they are sold today; nothing else of them is kept.

        ``goods`` of the answer is what goes into the basket: product id and quantity.
        """
        if not self._is_repeatable_goods():
            return super()._renew_work(mode)
        again = {
            "values": {},
            "rules": [],
            "file_ids": [],
            "artwork": self.env["print.artwork"],
            "gone": [],
            "told": [],
            "stops": [],
            "goods": (self.product_id.id, self.product_uom_qty),
        }
        # Read at once for all lines of the order, see ``sale.order._get_again_lines``.
        product = self.env.context["print_goods_sold"].get(self.product_id.id)
        if not product:
            again["stops"] = [self.env._("No longer sold: choose another product.")]
            return again
        if sentence := product._check_dealer_quantity(self.product_uom_qty):
            mended = product._mend_dealer_quantity(self.product_uom_qty)
            again["goods"] = (product.id, mended)
            again["told"] = [sentence]
        return again
