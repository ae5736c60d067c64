from odoo import models


class AccountMove(models.Model):
    """What a statement says of an entry of the ledger."""

    _inherit = "account.move"

    def _get_statement_words(self):
        """Return how a client reads this entry.

        :return: dict of ``words``, ``note`` (what it is for, or by which way it came)
            and ``url``, the page about it, "" for none
        """
        self.ensure_one()
        words = {"words": self._get_document_words(), "note": "", "url": ""}
        _home, root = self.env["ir.http"]._get_print_root()
        if self.move_type in ("out_invoice", "out_refund"):
            words["note"] = ", ".join(self._get_billed_orders().mapped("name"))
            words["url"] = self._get_print_url()
        elif self._is_money():
            words["note"] = self._get_payment_note()
            words["url"] = f"{root}/payments?search={self.name}"
        return words

    def _get_payment_note(self):
        """Return for which order money waits, else by which way it came."""
        receivable = self.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable"
        )
        open_lines = receivable.filtered(lambda line: not line.reconciled)
        names = [
            order.name for line in open_lines for order in line._get_prepaid_orders()
        ]
        if names:
            return self.env._("prepayment for %s", ", ".join(names))
        return self._get_payment_way()
