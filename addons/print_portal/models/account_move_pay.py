from math import isfinite

from odoo import models
from odoo.exceptions import LockError, UserError
from odoo.fields import Domain


class AccountMove(models.Model):
    """Paying invoices on the client's pages: any selection of them at once."""

    _inherit = "account.move"

    def _check_payable(self):
        """Refuse a selection that one payment cannot settle.

        :raise UserError: with what to do instead
        """
        if not self:
            raise UserError(self.env._("Tick the invoices that you want to pay."))
        moves = self.sudo()  # whoever sees an invoice may ask whether it is paid
        if len(moves.grouped(lambda move: (move.company_id, move.currency_id))) > 1:
            raise UserError(
                self.env._("Pay invoices of one currency and one seller at a time.")
            )
        for move in moves:
            if refusal := move._get_payment_refusal():
                raise UserError(refusal)

    def _get_payment_refusal(self):
        """Return why this invoice cannot be paid online now, "" when it can."""
        self.ensure_one()
        _ = self.env._
        if self._has_to_be_paid():
            return ""
        if not self.amount_residual or self.move_type != "out_invoice":
            return _("%s is settled: nothing is left to pay.", self.name)
        if self._get_payments_under_way():
            return _(
                "A payment of %s is under way: wait until it is booked.", self.name
            )
        return _("%s cannot be paid online: pay it by bank transfer.", self.name)

    def _get_payments_under_way(self):
        """Return online payments that are not booked yet, see ``_get_under_way``."""
        return self.transaction_ids._get_under_way()

    def _get_payable_amount(self):
        """Return what settles all of these today, in their currency."""
        # What is paid already is read from entries that accounts do not see.
        due = sum(move._get_amount_to_pay() for move in self.sudo())
        return self.currency_id[:1].round(due)

    def _check_payment_amount(self, amount):
        """Refuse a payment that does not fit what is left by now.

        Less than all is a part payment: core settles what is due first.

        :param float amount: what the page has shown, or the client has typed
        :raise UserError: with what to do instead
        """
        self._check_payable()
        left = self._get_payable_amount()
        currency = self.currency_id[:1]
        if not isfinite(amount) or currency.compare_amounts(amount, 0) <= 0:
            raise UserError(
                self.env._(
                    "Enter an amount above zero, up to %s.", currency.format(left)
                )
            )
        if currency.compare_amounts(amount, left) > 0:
            raise UserError(
                self.env._(
                    "Only %s is left to pay by now: open the payment page again.",
                    currency.format(left),
                )
            )

    def _lock_for_payment(self):
        """Let nobody else pay or settle these until this request is through.

        What it reads afterwards is what it works with.

        :raise UserError: when somebody else is at it
        """
        try:
            self.sudo().lock_for_update(allow_referencing=True)  # only the lock
        except LockError as error:
            raise UserError(
                self.env._("Somebody is paying these invoices now. Try again.")
            ) from error
        self.invalidate_recordset()

    def _get_pending_words(self):
        """Return what the client still has to do for a payment he has begun."""
        last = self.get_portal_last_transaction()
        if last.state != "pending" or not self.amount_residual:
            return ""
        if last in self._get_payments_under_way():
            return self.env._("A payment of %s is under way.", last.reference)
        return self.env._(
            "We wait for your transfer. Payment reference: %s", last.reference
        )

    # Settling without money ----------------------------------------------------------

    def _settle_from_credit(self, account):
        """Let free prepayments and credit notes settle these invoices, oldest first.

        What was paid for an order waits for that order's invoice, see
        ``account.move.line._get_prepaid_orders``.

        :return: the amount that was settled
        :raise UserError: with what to do instead
        """
        self._check_payable()
        moves = self.sudo()  # accounts write no entries but by this door
        before = sum(moves.mapped("amount_residual"))
        free = moves._find_free_credit(account)
        if not free:
            raise UserError(
                self.env._("Nothing is free to be used: the balance is up to date.")
            )
        due = moves.line_ids.filtered(
            lambda line: line.account_id == free.account_id[:1] and not line.reconciled
        )
        (due + free).with_company(moves.company_id).reconcile()
        for move in moves:
            move.message_post(
                body=self.env._("%s used prepayments for it.", account.name)
            )
        return before - sum(moves.mapped("amount_residual"))

    def _find_free_credit(self, account):
        """Return open lines in the client's favour that fit these invoices."""
        receivable = self.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        lines = self.env["account.move.line"].sudo()  # see _print_ledger_domain
        found = lines.search(
            account._print_ledger_domain()
            & Domain("reconciled", "=", False)
            & Domain("amount_residual_currency", "<", 0)
            & Domain("account_id", "=", receivable.account_id[:1].id)
            & Domain("company_id", "=", self.company_id[:1].id)
            & Domain("currency_id", "=", self.currency_id[:1].id)
            & Domain("partner_id", "in", receivable.partner_id.ids),
            order="date, id",
        )
        return found.filtered(lambda line: not line._get_prepaid_orders())
