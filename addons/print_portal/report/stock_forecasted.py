from odoo import models


class StockForecasted(models.AbstractModel):
    _inherit = "stock.forecasted_product_product"

    def _product_sale_domain(self, product_template_ids, product_ids):
        """What lies in baskets is not promised to anybody."""
        domain = super()._product_sale_domain(product_template_ids, product_ids)
        return [*domain, ("order_id.is_basket", "=", False)]
