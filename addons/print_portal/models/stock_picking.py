from odoo import models


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "print.guard.mixin"]

    _PRINT_STAFF_FIELDS = frozenset({"note", "origin", "picking_type_id"})
    _PRINT_MONEY_FIELDS = frozenset({"carrier_price"})

    def _action_done(self):
        """What leaves the shop moves its jobs: on their way, or collected."""
        result = super()._action_done()
        done = self.filtered(lambda picking: picking.state == "done")
        # Whoever works in the store sends out orders that he may not read.
        for order_sudo in done.sudo().sale_id:
            order_sudo._follow_deliveries()
        return result
