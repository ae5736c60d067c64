from odoo import models


class PaymentTransaction(models.Model):
    _inherit = "payment.transaction"

    def _create_payment(self, **extra_create_values):
        """Book what pays invoices of one office as that office's payment.

        Core books it for who pays: a branch would go on owing what its head office has
        paid.
        """
        if write_off := self._get_early_write_off():
            extra_create_values.setdefault("write_off_line_vals", write_off)
        payers = self.invoice_ids.partner_id.commercial_partner_id
        if len(payers) == 1 and payers.print_client_id:
            extra_create_values.setdefault("partner_id", payers.id)
        return super()._create_payment(**extra_create_values)

    def _get_early_write_off(self):
        """Return what several invoices, paid early at once, are less by.

        As ``account.payment`` takes it, empty when that is not what was paid. Core
        sees to it for one invoice.
        """
        invoices = self.invoice_ids
        if len(invoices) < 2 or not invoices._get_early_less():
            return []
        due = invoices._get_payable_amount()
        is_all = not self.currency_id.compare_amounts(self.amount, due)
        return invoices._get_early_write_off() if is_all else []
