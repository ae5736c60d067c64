from odoo import api, models
from odoo.fields import Domain

from ..ledger import Ledger
from ..reading import read_relations, search_whole


class PrintPayment(models.AbstractModel):
    """Payments of a client, and what we have paid back: from his receivable lines."""

    _name = "print.payment"
    _description = "Payments of a Client"

    @api.model
    def _get_domain(self, account, words="", since=None, until=None):
        """Return the lines that stand for money, of what ``account`` may see.

        :param str words: part of a number
        :param date since: first day, ``None`` for all
        :param date until: last day
        """
        domain = account._print_ledger_domain() & (
            Domain("payment_id", "!=", False) | Domain("statement_line_id", "!=", False)
        )
        if words:
            domain &= Domain("move_id.name", "ilike", words)
        if since:
            domain &= Domain("date", ">=", since)
        if until:
            domain &= Domain("date", "<=", until)
        return domain

    @api.model
    def _find(self, account, limit, offset=0, **filters):
        """Return a page of payments, the latest first, and how many there are.

        :param filters: see ``_get_domain``
        :return: ``(rows, total)``, see ``_get_row``
        """
        lines = self.env["account.move.line"].sudo()  # see _print_ledger_domain
        domain = self._get_domain(account, **filters)
        found, total = search_whole(lines, domain, limit, offset, "date desc, id desc")
        read_relations(found, ["matched_debit_ids", "matched_credit_ids"])
        invoices = (found.matched_debit_ids.debit_move_id.move_id) | (
            found.matched_credit_ids.credit_move_id.move_id
        )
        seen = self.env["account.move"].search([("id", "in", invoices.ids)])
        (found.move_id | invoices).mapped("name")  # together
        return [self._get_row(line, seen) for line in found], total

    @api.model
    def _find_one(self, account, line_id):
        """Return the line of a payment that ``account`` may see, as superuser."""
        lines = self.env["account.move.line"].sudo()  # see _print_ledger_domain
        return lines.search(self._get_domain(account) & Domain("id", "=", line_id))

    def _get_row(self, line, seen):
        """Return one payment as texts.

        :param seen: invoices that the reader may open
        :return: dict of ``id``, ``day``, ``name``, ``label``, ``way``, ``invoices``
            (``name``, ``url`` and ``amount`` each), ``waits`` (the order it is for),
            ``amount``, ``left`` and ``symbol``
        """
        ledger = Ledger(line.company_id, line.currency_id)
        move = line.move_id
        parts = [
            (part.debit_move_id.move_id, part.credit_amount_currency)
            for part in line.matched_debit_ids
        ] + [
            (part.credit_move_id.move_id, part.debit_amount_currency)
            for part in line.matched_credit_ids
        ]
        left = -line.amount_residual_currency
        orders = line._get_prepaid_orders() if left else self.env["sale.order"]
        return {
            "id": line.id,
            "day": self.env["print.balance"]._format_day(line.date),
            "name": move.name,
            "label": move._get_document_words(),
            "way": move._get_payment_way(),
            "invoices": [
                {
                    "name": other.name,
                    "url": other._get_print_url() if other in seen else "",
                    "amount": ledger.plain(amount),
                }
                for other, amount in parts
                if amount
            ],
            "waits": ", ".join(orders.mapped("name")),
            "amount": ledger.plain(-line.amount_currency),
            "left": ledger.plain(left) if left else "",
            "symbol": line.currency_id.symbol,
        }
