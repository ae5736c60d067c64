from odoo import models


class SaleAdvancePaymentInv(models.TransientModel):
    _inherit = "sale.advance.payment.inv"

    def _create_invoices(self, sale_orders):
        """An advance waits for the client's answer to a price, as any invoice."""
        sale_orders._check_prices_answered()
        return super()._create_invoices(sale_orders)
