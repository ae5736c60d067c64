from odoo import models


class SaleReport(models.Model):
    _inherit = "sale.report"

    def _where_sale(self):
        """What a client is still filling is no sale, and no quotation either."""
        return f"{super()._where_sale()} AND s.is_basket IS NOT TRUE"
