from odoo.addons.account_payment.controllers.payment import PaymentPortal
from odoo.addons.account_payment.controllers.portal import PortalAccount
from odoo.http import route


class PrintInvoicePages(PortalAccount):
    def _overdue_invoices_get_page_view_values(self, overdue_invoices, **kwargs):
        """Ask for what is still due; core asks again for what is paid already."""
        values = super()._overdue_invoices_get_page_view_values(
            overdue_invoices, **kwargs
        )
        if overdue_invoices:
            due = sum(overdue_invoices.mapped("amount_residual"))
            values["amount"] = values["payment"]["amount"] = due
        return values


class PrintInvoicePayment(PaymentPortal):
    @route()
    def invoice_transaction(self, invoice_id, access_token=None, **kwargs):
        """Let a logged-in client pay an invoice that he may see, without a token.

        Our pages link to it by its number: a token in an address opens it to whoever
        gets hold of that address. Core checks the right of who has none.
        """
        return super().invoice_transaction(invoice_id, access_token, **kwargs)
