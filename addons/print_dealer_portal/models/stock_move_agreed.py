from odoo import models


class StockMove(models.Model):
    _inherit = "stock.move"

    def _get_leaving_quantity(self, line):
        """Return how much of an order line these moves take along, in its units."""
        return sum(
            move.product_uom._compute_quantity(move.quantity, line.product_uom_id)
            for move in self
            if move.state != "cancel" and move.picked
        )
