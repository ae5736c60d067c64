from odoo import models


class SaleOrder(models.Model):
    """Goods on the page of a basket."""

    _inherit = "sale.order"

    def _portal_values(self, account):
        """Tell at each line of a basket why it cannot be sent, in ``problem``."""
        values = super()._portal_values(account)
        if self.is_basket:
            problems = self.sudo()._get_goods_problems()  # of what the account sees
            for line in values["lines"]:
                line["problem"] = problems.get(line["id"], "")
        return values
