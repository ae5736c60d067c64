from odoo import models


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "print.guard.mixin"]

    _PRINT_STAFF_FIELDS = frozenset({"note", "origin"})
    _PRINT_MONEY_FIELDS = frozenset({"carrier_price"})

    def _action_done(self):
        """What leaves the shop moves its jobs: on their way, or collected."""
        result = super()._action_done()
        for order in self.filtered(lambda picking: picking.state == "done").sale_id:
            order._follow_deliveries()
        return result
