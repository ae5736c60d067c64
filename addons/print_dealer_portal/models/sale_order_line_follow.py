from odoo import fields, models
from odoo.tools.misc import format_date


class SaleOrderLine(models.Model):
    """What of the goods on a line has come, been billed, and is still to come."""

    _inherit = "sale.order.line"

    print_ordered_qty = fields.Float(
        "Sent by the client",
        digits="Product Unit",
        readonly=True,
        copy=False,
        help="What the client had in his basket, before anybody changed it.",
    )

    def _get_qty_left(self):
        """Return how much of what was accepted is still to come.

        Nothing once no delivery is open, though less may have been delivered: what the
        store has struck off, or the client has sent back.
        """
        self.ensure_one()
        return 0.0 if self.order_id._has_all_left() else self._get_qty_short()

    def _get_qty_short(self):
        """Return how much less than was accepted has been delivered."""
        self.ensure_one()
        return max(self._get_accepted_quantity() - self.qty_delivered, 0.0)

    def _get_accepted_quantity(self):
        """Return how much both sides have agreed to, not what one of them changes."""
        if self.order_id.state == "sale" and self.order_id.print_is_sealed:
            return self.print_agreed_qty if self.print_is_agreed else 0.0
        return self.product_uom_qty

    def _get_goods_row(self, sees_money):
        """Return this line as a row of the order's page, see ``_portal_values``."""
        self.ensure_one()
        is_accepted = self.order_id.state == "sale"
        ordered = self.print_ordered_qty or self.product_uom_qty
        accepted = self._get_accepted_quantity()
        text = self._format_quantity
        planned = self._get_planned_date()
        return {
            "id": self.id,
            "title": self._get_print_title(),
            "code": self.product_id.default_code or "",
            "unit": self._get_unit_label(),
            "ordered": text(ordered),
            "accepted": text(accepted) if is_accepted else "",
            "is_changed": is_accepted and ordered != accepted,
            "delivered": text(self.qty_delivered) if is_accepted else "",
            "invoiced": text(self.qty_invoiced) if is_accepted else "",
            "left": text(self._get_qty_left()) if is_accepted else "",
            "date": format_date(self.env, planned, date_format="d MMM")
            if planned and self._get_qty_left()
            else "",
            "subtotal": self.order_id._format_plain(self.price_subtotal)
            if sees_money
            else "",
        }
