from odoo import models


class StockRule(models.Model):
    _inherit = "stock.rule"

    def _get_custom_move_fields(self):
        """Goods know from their need on where they go."""
        return [*super()._get_custom_move_fields(), "print_place_id"]
