from odoo import models


class CrmTeam(models.Model):
    _inherit = "crm.team"

    def _compute_sale_order_count(self):
        """Count without the baskets that clients are still filling."""
        result = super()._compute_sale_order_count()
        baskets = self.env["sale.order"]._read_group(
            [("team_id", "in", self.ids), ("is_basket", "=", True)],
            ["team_id"],
            ["__count"],
        )
        for team, count in baskets:
            team.sale_order_count -= count
        return result
