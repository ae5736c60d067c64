from odoo import models


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    def _get_prepaid_orders(self):
        """Return the orders for which this money waits, until all of them is invoiced.

        Such a prepayment settles no other invoice: its order would stop.
        """
        self.ensure_one()
        orders = self.payment_id.payment_transaction_id.sale_order_ids
        return orders.filtered(
            lambda order: (
                order.state in ("sent", "sale") and order.invoice_status != "invoiced"
            )
        )
