from odoo.addons.account_payment.controllers.portal import PortalAccount
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.http import request, route

from .portal import read_amount
from .portal_balance import PrintBalance


class PrintInvoicePay(PrintBalance, PortalAccount):
    """Paying any selection of invoices at once, with Odoo's own payment form."""

    @route("/my/print/invoices/pay", auth="user", website=True, methods=["GET"])
    def print_invoices_pay(self, amount="", **kw):
        """Show what is paid, and how it can be paid; or less of it, when asked."""
        _area, section = self._money_area("invoices")
        texts = request.httprequest.args.getlist("invoice")
        invoices = self._find_invoices(texts)
        try:
            invoices._check_payable()
        except UserError as refusal:
            return self._render_balance(refusal=str(refusal), ticked=texts)
        left = invoices._get_payable_amount()
        wanted, refusal = left, ""
        if amount:
            wanted, refusal = self._read_part(invoices, amount)
        values = self._get_pay_values(invoices, wanted or left) | {
            "print_section": section,
            "rows": invoices._portal_rows(request.env.user),
            "left": invoices.currency_id.format(left),
            "early_less": invoices._get_early_less(),
            "is_part": bool(invoices.currency_id.compare_amounts(wanted or left, left)),
            "typed": amount,
            "refusal": refusal,
        }
        response = request.render("print_portal.invoices_pay", values)
        if refusal:
            response.status_code = 422
        return response

    @route(
        "/my/print/invoices/pay/<string:numbers>",
        type="jsonrpc",
        auth="user",
        website=True,
    )
    def print_invoices_transaction(self, numbers, access_token=None, **kwargs):
        """Begin a payment; asked by Odoo's payment form.

        :param str numbers: ids of the invoices, a hyphen between them
        :return: what the provider's form in the browser needs
        """
        self._money_area("invoices")
        invoices = self._find_invoices(numbers.split("-"))
        self._validate_transaction_kwargs(kwargs)
        invoices._lock_for_payment()
        invoices._check_payment_amount(read_amount(kwargs))
        kwargs.update(
            partner_id=request.env.user.partner_id.id,
            currency_id=invoices.currency_id.id,
            landing_route=self._get_landing(invoices),
            reference_prefix=self._get_reference(invoices),
            is_validation=False,
        )
        tx_sudo = self._create_transaction(
            custom_create_values={"invoice_ids": [Command.set(invoices.ids)]},
            **kwargs,
        )
        return tx_sudo._get_processing_values()

    def _read_part(self, invoices, text):
        """Return ``(amount, sentence)`` of a part that was typed, 0 for a wrong one."""
        try:
            amount = float("".join(text.split()).replace(",", "."))
            invoices._check_payment_amount(amount)
        except ValueError:
            return 0.0, request.env._("Enter the amount as a number, such as 250.00.")
        except UserError as refusal:
            return 0.0, str(refusal)
        return amount, ""

    def _get_pay_values(self, invoices, amount):
        """Return what the payment form needs."""
        numbers = "-".join(map(str, invoices.ids))
        root = self._print_area()["root"]
        # Core computes payments as superuser: accounts read no provider.
        company = invoices.sudo().company_id
        return {
            **self._get_common_page_view_values(
                {
                    "partner": request.env.user.partner_id,
                    "company": company,
                    "total_amount": amount,
                    "amount_residual": amount,
                    "currency": invoices.sudo().currency_id,
                    "landing_route": self._get_landing(invoices),
                    "transaction_route": f"{root}/invoices/pay/{numbers}",
                }
            ),
            "amount": amount,
            "amount_text": invoices.sudo().currency_id.format(amount),
            "access_token": None,  # whoever pays is logged in
        }

    def _get_landing(self, invoices):
        if len(invoices) == 1:
            return invoices._get_print_url()
        return f"{self._print_area()['root']}/balance"

    def _get_reference(self, invoices):
        """Return what the payment is called: names of many would be too long."""
        if len(invoices) == 1:
            return invoices.name
        # Accounts draw no numbers: the payment is one of their own invoices.
        return invoices.sudo().company_id.get_next_batch_payment_communication()
