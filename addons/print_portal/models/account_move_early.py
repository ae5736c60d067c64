from odoo import fields, models
from odoo.tools.misc import format_date


class AccountMove(models.Model):
    """Invoices that cost less when they are paid early, as their payment terms say.

    A client reads amount and day, and no percentage.
    """

    _inherit = "account.move"

    def _get_early_payment(self):
        """Return core's values of paying this invoice early, {} where that is not less.

        Of its keys count ``amount_due``, ``discount_date``, ``epd_line`` and
        ``epd_discount_amount`` (in the currency of the company).
        """
        self.ensure_one()
        if not self._may_be_early():
            return {}
        values = self._get_invoice_next_payment_values()
        return values if values.get("installment_state") == "epd" else {}

    def _may_be_early(self):
        return self.amount_residual and self.invoice_payment_term_id.early_discount

    def _read_early(self):
        """Read together what core would ask of each invoice by itself."""
        lines = self.filtered(lambda move: move._may_be_early()).line_ids
        lines.fetch(["matched_debit_ids", "matched_credit_ids"])

    def _get_amount_to_pay(self):
        """Return what settles this invoice today."""
        early = self._get_early_payment()
        return early["amount_due"] if early else self.amount_residual

    def _get_early_words(self):
        """Say until when this invoice costs less, and what, "" where it does not."""
        early = self._get_early_payment()
        if not early:
            return ""
        return self.env._(
            "Until %(day)s it costs %(amount)s, which is %(less)s less.",
            day=format_date(
                self.env,
                fields.Date.to_date(early["discount_date"]),
                date_format="d MMMM",
            ),
            amount=self.currency_id.format(early["amount_due"]),
            less=self.currency_id.format(self.amount_residual - early["amount_due"]),
        )

    def _get_early_row(self, ledger):
        """Say the same in a row of a list, whose head names the currency."""
        early = self._get_early_payment()
        if not early:
            return ""
        return self.env._(
            "%(amount)s until %(day)s",
            amount=ledger.plain(early["amount_due"]),
            day=self.env["print.balance"]._format_day(
                fields.Date.to_date(early["discount_date"])
            ),
        )

    def _get_early_less(self):
        """Return how much less these cost when they are paid today, a text or ""."""
        moves = self.sudo()  # whoever sees an invoice may ask what it costs
        less = sum(move.amount_residual - move._get_amount_to_pay() for move in moves)
        currency = moves.currency_id[:1]
        return "" if currency.is_zero(less) else currency.format(less)

    def _get_document_words(self):
        """Say of a payment, too, how much less it was than what it has settled."""
        words = super()._get_document_words()
        payment = self.origin_payment_id
        if not payment or payment.currency_id != self.currency_id:
            return words
        less = self.amount_total - payment.amount
        if self.currency_id.compare_amounts(less, 0) <= 0:
            return words
        return self.env._(
            "%(payment)s, with %(less)s taken off",
            payment=words,
            less=self.currency_id.format(less),
        )

    def _get_early_write_off(self):
        """Return the entries by which a payment of all of these, paid early, is less.

        As ``account.payment`` takes them in ``write_off_line_vals``.
        """
        early = [values for move in self if (values := move._get_early_payment())]
        lines = [
            {
                "aml": values["epd_line"],
                "amount_currency": -values["epd_line"].amount_residual_currency,
                "balance": -values["epd_line"].balance,
            }
            for values in early
        ]
        less = sum(values["epd_discount_amount"] for values in early)
        entries = self._get_invoice_counterpart_amls_for_early_payment_discount(
            lines, less
        )
        partner = self.partner_id.commercial_partner_id[:1]
        return [
            {**entry, "partner_id": partner.id}
            for group in entries.values()
            for entry in group
        ]
