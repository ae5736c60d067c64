from odoo import api, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    @api.model
    def _get_sale_order_domain_count(self):
        """A client's baskets are not among his orders yet."""
        return [*super()._get_sale_order_domain_count(), ("is_basket", "=", False)]
