from odoo import api, fields, models


class PrintLinePlace(models.Model):
    """How much of an order line goes to one of the addresses of its order."""

    _name = "print.line.place"
    _description = "Share of an Order Line for an Address"
    _order = "place_id, line_id"
    _rec_name = "line_id"

    place_id = fields.Many2one(
        "print.order.place", "Address", required=True, ondelete="cascade", index=True
    )
    line_id = fields.Many2one(
        "sale.order.line", "Goods", required=True, ondelete="cascade", index=True
    )
    order_id = fields.Many2one(related="place_id.order_id")
    quantity = fields.Float(
        digits="Product Unit", required=True, help="In the unit of the order line."
    )
    uom_id = fields.Many2one(related="line_id.product_uom_id", string="Unit")

    _once = models.Constraint(
        "UNIQUE (place_id, line_id)",
        "These goods are listed for this address already: change the quantity there.",
    )
    _quantity_not_negative = models.Constraint(
        "CHECK (quantity >= 0)", "Quantity for an address: enter a number of 0 or more."
    )

    @api.model_create_multi
    def create(self, vals_list):
        shares = super().create(vals_list)
        shares.place_id.order_id._follow_places()
        return shares

    def write(self, vals):
        result = super().write(vals)
        self.place_id.order_id._follow_places()
        return result

    def unlink(self):
        orders = self.place_id.order_id
        result = super().unlink()
        orders.exists()._follow_places()
        return result
