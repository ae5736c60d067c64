from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """What has been paid for an order, and how its client pays online."""

    _inherit = "sale.order"

    def _get_paid_amount(self):
        """Return what has been paid for this order, by whatever way, tax included.

        Payments that its invoices have taken, and online payments that wait for one.
        """
        self.ensure_one()
        if self.is_basket:
            return 0.0
        by_invoice = sum(
            self._get_paid_by_invoice(move) for move in self._get_print_invoices()
        )
        online = sum(
            self._get_unapplied_amount(tx) for tx in self._get_done_transactions()
        )
        return by_invoice + online

    def _get_paid_by_invoice(self, move):
        """Return how much of what an invoice has been paid is for this order."""
        paid = -move.direction_sign * (move.amount_total - move.amount_residual)
        orders = move.line_ids.sale_line_ids.order_id
        if len(orders) < 2 or not move.amount_total:
            return paid
        ours = abs(move._get_sale_order_invoiced_amount(self))
        return self.currency_id.round(paid * ours / move.amount_total)

    def _get_done_transactions(self):
        return self.transaction_ids.filtered(
            lambda tx: tx.state in ("authorized", "done")
        )

    def _get_unapplied_amount(self, transaction):
        """Return how much of an online payment no invoice has taken yet."""
        payment = transaction.payment_id
        if not payment:
            return transaction.amount
        receivable = payment.move_id.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        return -sum(receivable.mapped("amount_residual_currency"))

    def _get_payment_status(self):
        """Return ``paid``, ``partial``, ``due`` or ``later``: a thing of its own."""
        if self.is_basket:
            return "later"
        paid = self._get_paid_amount()
        if self.currency_id.compare_amounts(paid, self.amount_total) >= 0 and paid:
            return "paid"
        if paid:
            return "partial"
        return "due" if self._get_print_invoices() else "later"

    # Online --------------------------------------------------------------------------

    def _is_payable_by_client(self):
        """Whether the client may pay this order before its invoice.

        Sent, with a price for all of it; once there is an invoice, that is paid. A
        quotation is accepted first. Nobody pays twice while the provider has not said
        the last word.
        """
        self.ensure_one()
        return (
            self.state in ("sent", "sale")
            and not self.is_basket
            and not self._is_offer()
            and not self._get_print_invoices()
            and not any(self.order_line.mapped("print_is_on_request"))
            and not self.transaction_ids._get_under_way()
            and self._get_amount_due() > 0
        )

    def _get_amount_due(self):
        """Return what is still to be paid for this order, tax included."""
        self.ensure_one()
        return max(
            self.currency_id.round(self.amount_total - self._get_paid_amount()), 0.0
        )

    def _get_pending_words(self):
        """Return what the client still has to do for a payment he has begun."""
        if self.is_basket:
            return ""
        last = self.get_portal_last_transaction()
        if last.state != "pending" or not self._get_amount_due():
            return ""
        if last._get_under_way():
            return self.env._("A payment of %s is under way.", last.reference)
        return self.env._(
            "We wait for your transfer. Payment reference: %s",
            self.reference or last.reference,
        )

    def _check_online_payment(self, amount):
        """Refuse a payment that does not fit what the order costs now.

        :param float amount: what the payment page has shown
        :raise UserError: with what to do instead
        """
        self.ensure_one()
        if self.transaction_ids._get_under_way():
            raise UserError(
                self.env._(
                    "A payment of %s is under way: wait until it is booked.", self.name
                )
            )
        if not self._is_payable_by_client():
            raise UserError(
                self.env._(
                    "%s cannot be paid here: open it and look at its invoices.",
                    self.name,
                )
            )
        due = self._get_amount_due()
        if self.currency_id.compare_amounts(amount, due):
            raise UserError(
                self.env._(
                    "The amount is %s by now: open the payment page again.",
                    self.currency_id.format(due),
                )
            )
