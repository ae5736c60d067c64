from odoo import fields, models


class StockPicking(models.Model):
    """The delivery to one of several addresses of an order."""

    _inherit = "stock.picking"

    print_place_id = fields.Many2one(
        "print.order.place",
        "Delivery address of the order",
        ondelete="set null",
        index="btree_not_null",
        groups="base.group_user",
        help="Set where the order is split over several addresses.",
    )

    def _get_note_values(self):
        """The note names who takes the goods in at this address."""
        values = super()._get_note_values()
        # As super: who packs the boxes may not read orders.
        place = self.sudo().print_place_id
        if not place:
            return values
        to_here = place._portal_values(sees_money=False)
        return values | {"delivery": values["delivery"] | to_here}
