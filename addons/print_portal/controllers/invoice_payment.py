from odoo.addons.account_payment.controllers.payment import PaymentPortal
from odoo.addons.account_payment.controllers.portal import PortalAccount
from odoo.exceptions import ValidationError
from odoo.http import request, route


class PrintInvoicePages(PortalAccount):
    def _get_overdue_invoices_domain(self, partner_id=None):
        """Let whoever may see a client's money find all that he owes.

        Core looks for the contact of the user alone: invoices are the company's. The
        record rules leave nothing to an account that may not see them.
        """
        domain = super()._get_overdue_invoices_domain(partner_id)
        client = request.env.user._print_client()
        if partner_id or not client:
            return domain
        others = [leaf for leaf in domain if leaf[0] != "partner_id"]
        return [*others, ("partner_id.print_client_id", "=", client.id)]

    def _overdue_invoices_get_page_view_values(self, overdue_invoices, **kwargs):
        """Ask once for what is still due, on whatever addresses it was invoiced.

        Core asks again for what is paid already, and refuses a client's second address.
        What no one payment can settle, of several companies or currencies, is paid
        invoice by invoice: without values core leads to the list.
        """
        parts = overdue_invoices.grouped(
            lambda invoice: (invoice.company_id, invoice.currency_id)
        )
        first = overdue_invoices[:1] if len(parts) == 1 else overdue_invoices.browse()
        values = super()._overdue_invoices_get_page_view_values(first, **kwargs)
        if not first:
            return values
        due = sum(overdue_invoices.mapped("amount_residual"))
        company = first.company_id
        reference = (
            company.get_next_batch_payment_communication()
            if len(overdue_invoices) > 1
            else first.name
        )
        payment = {**values["payment"], "amount": due, "reference": reference}
        return {
            **values,
            **self._get_common_page_view_values(
                {
                    "partner": first.partner_id,
                    "company": company,
                    "total_amount": due,
                    "currency": first.currency_id,
                    "amount_residual": due,
                    "payment_reference": reference,
                    "landing_route": values["landing_route"],
                    "transaction_route": values["transaction_route"],
                },
                **kwargs,
            ),
            "payment": payment,
            "amount": due,
        }


class PrintInvoicePayment(PaymentPortal):
    @route()
    def invoice_transaction(self, invoice_id, access_token=None, **kwargs):
        """Let a logged-in client pay an invoice that he may see, without a token.

        Our pages link to it by its number: a token in an address opens it to whoever
        gets hold of that address. Core checks the right of who has none.
        """
        return super().invoice_transaction(invoice_id, access_token, **kwargs)

    @route()
    def overdue_invoices_transaction(self, payment_reference, **kwargs):
        """Refuse a payment of what a colleague has paid since the page was opened."""
        if not request.env.user._is_public():  # core asks the public to log in
            self._check_overdue_amount(float(kwargs.get("amount") or 0))
        return super().overdue_invoices_transaction(payment_reference, **kwargs)

    def _check_overdue_amount(self, amount):
        invoices = request.env["account.move"].search(
            self._get_overdue_invoices_domain()
        )
        due = sum(invoices.mapped("amount_residual"))
        if not due or invoices.currency_id[:1].compare_amounts(amount, due):
            raise ValidationError(
                request.env._(
                    "The overdue amount has changed: open the payment page again."
                )
            )
