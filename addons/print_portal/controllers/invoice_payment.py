from odoo.addons.account_payment.controllers.payment import PaymentPortal
from odoo.http import route


class PrintInvoicePayment(PaymentPortal):
    @route()
    def invoice_transaction(self, invoice_id, access_token=None, **kwargs):
        """Let a logged-in client pay an invoice that he may see, without a token.

        Our pages link to it by its number: a token in an address opens it to whoever
        gets hold of that address. Core checks the right of who has none.
        """
        return super().invoice_transaction(invoice_id, access_token, **kwargs)
