from odoo import models
from odoo.exceptions import UserError

from ..quantities import write_quantity

REPRICING = "print_reprices_goods"  # in the context of lines that get prices anew


class SaleOrderLine(models.Model):
    """Goods on an order: a line that asks for no work."""

    _inherit = "sale.order.line"

    def _is_goods(self):
        """Whether this line orders goods from the shelf, rather than work."""
        self.ensure_one()
        return bool(self.product_id) and not (
            self.print_spec_id
            or self.is_delivery
            or self.is_downpayment
            or self.display_type
        )

    # Quantity ------------------------------------------------------------------------

    def _set_goods_quantity(self, quantity):
        """Order that much of these goods, 0 removes the line.

        :param quantity: in units of the product, a number or as it was typed
        :raise UserError: with a sentence, when that much cannot be ordered
        """
        self.ensure_one()
        answer = self.order_id._put_goods([(self.product_id.id, quantity)], add=False)
        if error := answer[0]["error"]:
            raise UserError(error)

    def _set_print_copies(self, copies):
        if not self._is_goods():
            return super()._set_print_copies(copies)
        return self._set_goods_quantity(copies)

    def _get_typed_copies(self):
        if not self._is_goods():
            return super()._get_typed_copies()
        return write_quantity(self.product_uom_qty)

    def _set_typed_copies(self, text):
        if not self._is_goods():
            return super()._set_typed_copies(text)
        return self._set_goods_quantity(text)

    def _get_undo_values(self):
        """Return what brings these goods back; see ``_restore_print_job``."""
        if not self._is_goods():
            return super()._get_undo_values()
        return {
            "title": self._get_print_title(),
            "product_id": self.product_id.id,
            "quantity": self.product_uom_qty,
        }

    # Prices --------------------------------------------------------------------------

    def _has_net_price(self):
        """Whether a client reads the price of these goods: it is his, and no other.

        The price of the list and what is taken off it are none of his business.
        """
        order = self.order_id
        return self._is_goods() and bool(
            order.is_basket
            or order.print_account_id
            or order.partner_id.commercial_partner_id.is_dealer
        )

    def _get_display_price_ignore_combo(self):
        if self._has_net_price():
            return self._get_pricelist_price()
        return super()._get_display_price_ignore_combo()

    def _compute_discount(self):
        net = self.filtered(lambda line: line._has_net_price())
        net.discount = 0.0
        return super(SaleOrderLine, self - net)._compute_discount()

    def _reprice_goods(self):
        """Give these lines the prices of this moment, all by one look at the rules."""
        lines = self.filtered(
            lambda line: (
                line.price_unit == line.technical_price_unit and not line.qty_invoiced
            )
        ).with_context(tracking_disable=True, **{REPRICING: True})
        lines.invalidate_recordset(["pricelist_item_id"])
        lines._compute_price_unit()

    def write(self, vals):
        """What costs the same as before sets no sums in motion."""
        if self.env.context.get(REPRICING):
            vals = {
                name: value
                for name, value in vals.items()
                if any(line[name] != value for line in self)
            }
        return super().write(vals) if vals else True

    def _is_another_price(self, before):
        """Whether a unit of these goods costs something else than ``before``."""
        if before is None:
            return False
        return self._write_unit_price(before) != self._write_unit_price(self.price_unit)

    def _compute_analytic_distribution(self):
        """Ask once whether there is any rule; core asks for each product."""
        goods = self.filtered(lambda line: line._is_goods())
        if goods and self.env["account.analytic.distribution.model"]._has_any():
            goods = goods.browse()
        for line in goods:
            line.analytic_distribution = line.analytic_distribution
        return super(SaleOrderLine, self - goods)._compute_analytic_distribution()

    # Pages ---------------------------------------------------------------------------

    def _get_print_title(self):
        """Tell variants apart by their values."""
        if not self._is_goods():
            return super()._get_print_title()
        return self.product_id._get_dealer_name()

    def _portal_values(self, sees_money):
        values = super()._portal_values(sees_money)
        if not self._is_goods():
            return {**values, "is_goods": False}
        code = self.product_id.default_code or ""
        return {
            **values,
            "is_goods": True,
            "product_id": self.product_id.id,
            # The name is the title; what else there is to say of goods is the code.
            "type": code,
            "copies": self._get_typed_copies(),
            "step": write_quantity(self.product_id._get_dealer_step()),
        }

    def _get_basket_cells(self, sees_money):
        cells = super()._get_basket_cells(sees_money)
        if not self._is_goods():
            return cells
        return {**cells, "copies": self._get_typed_copies()}
