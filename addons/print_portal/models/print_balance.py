from collections import defaultdict

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..ledger import Ledger
from ..reading import search_whole

INVOICES_SHOWN = 100  # open ones, the most urgent first
PREPAYMENTS_SHOWN = 5  # by name; the rest in one sum


class PrintBalance(models.AbstractModel):
    """What a client owes today: his open receivable lines, as his accounts read them.

    One word for one sign: what he owes is positive, and called debt; what he has paid
    before is called prepayment.
    """

    _name = "print.balance"
    _description = "Balance of a Client"

    @api.model
    def _get_balance(self, account):
        """Return where ``account``'s client stands, or the branch that he works for.

        :return: one dict for each ledger, that of the shop's own currency first:
            ``ledger``; ``invoices`` (the open ones, see ``account.move._portal_rows``)
            and ``more``, how many others there are; ``due``, ``overdue``, ``credited``
            and ``debt``, amounts; ``prepaid``, list of ``(order's name, amount)``;
            ``free``, what of it may settle any invoice
        """
        sums = self._get_sums(account)
        invoices = self._find_open_invoices(account)
        rows = defaultdict(list)
        for invoice, row in zip(invoices, invoices._portal_rows(account), strict=True):
            rows[invoice.company_id.id, invoice.currency_id.id].append(row)
        prepaid = self._get_prepaid(account)
        ledgers = self._get_ledgers({*sums, *rows, *prepaid})
        return [
            self._get_values(
                ledger, sums.get(pair, {}), rows[pair], prepaid.get(pair, [])
            )
            for pair, ledger in ledgers.items()
        ]

    def _get_values(self, ledger, sums, rows, prepaid):
        return {
            "ledger": ledger,
            "invoices": rows,
            "more": max(sums.get("invoices", 0) - len(rows), 0),
            "due": sums.get("due", 0.0),
            "overdue": sums.get("overdue", 0.0),
            "credited": sums.get("credited", 0.0),
            "debt": sums.get("debt", 0.0),
            "prepaid": prepaid,
            "free": sums.get("credited", 0.0)
            + sum(amount for order, amount in prepaid if not order),
        }

    @api.model
    def _get_ledgers(self, pairs):
        """Return the ledgers of ``(company id, currency id)`` pairs, in their order.

        The shop's own currency is there even when there is nothing in it.
        """
        # Any account reads names of companies and symbols of currencies.
        company = self.env.company.sudo()
        own = (company.id, company.currency_id.id)
        others = sorted(set(pairs) - {own})
        companies = self.env["res.company"].sudo()
        currencies = self.env["res.currency"].sudo()
        return {
            pair: Ledger(companies.browse(pair[0]), currencies.browse(pair[1]))
            for pair in [own, *others]
        }

    def _get_sums(self, account):
        """Return the sums of all that is open, one query whatever its number.

        :return: dict by ``(company id, currency id)``, see ``_get_balance``
        """
        lines = self.env["account.move.line"].sudo()  # see _print_ledger_domain
        query = lines._search(
            account._print_ledger_domain() & Domain("reconciled", "=", False)
        )
        if query.is_empty():
            return {}
        moves = query.join(query.table, "move_id", "account_move", "id", "move_id")
        kind = self.env["account.move"]._field_to_sql(moves, "move_type", query)
        names = ("company_id", "currency_id", "amount_residual_currency")
        company, currency, left, due_on = (
            lines._field_to_sql(query.table, name, query)
            for name in (*names, "date_maturity")
        )
        is_bill = SQL("%s IN ('out_invoice', 'out_receipt')", kind)
        today = fields.Date.context_today(self)
        query.groupby = SQL("%s, %s", company, currency)
        rows = self.env.execute_query(
            query.select(
                company,
                currency,
                SQL("SUM(%s)", left),
                SQL("SUM(%s) FILTER (WHERE %s)", left, is_bill),
                SQL(
                    "SUM(%s) FILTER (WHERE %s AND %s < %s)",
                    left,
                    is_bill,
                    due_on,
                    today,
                ),
                SQL("-SUM(%s) FILTER (WHERE %s = 'out_refund')", left, kind),
                SQL(
                    "COUNT(DISTINCT %s) FILTER (WHERE %s)",
                    SQL.identifier(moves, "id"),
                    is_bill,
                ),
            )
        )
        names = ("debt", "due", "overdue", "credited", "invoices")
        return {
            (company_id, currency_id): {
                name: amount or 0 for name, amount in zip(names, sums, strict=True)
            }
            for company_id, currency_id, *sums in rows
        }

    def _find_open_invoices(self, account):
        """Return the open invoices that ``account`` sees, the most urgent first."""
        moves = self.env["account.move"]
        if account._print_ledger_domain().is_false():
            return moves
        domain = moves._get_open_domain()
        found, _total = search_whole(
            moves, domain, INVOICES_SHOWN, order="invoice_date_due, id"
        )
        return found

    # Prepayments ---------------------------------------------------------------------

    def _get_prepaid(self, account):
        """Return payments that no invoice has taken, by the order that they are for.

        What is not for an order comes last, in one sum, without a name.

        :return: dict by ``(company id, currency id)`` of lists of ``(name, amount)``
        """
        found = defaultdict(lambda: defaultdict(float))
        for line in self._find_prepaid_lines(account):
            orders = line._get_prepaid_orders()
            name = ", ".join(orders.mapped("name"))
            pair = line.company_id.id, line.currency_id.id
            found[pair][name] -= line.amount_residual_currency
        return {pair: self._shorten(names) for pair, names in found.items()}

    def _shorten(self, names):
        """Keep the first few names; the others and the nameless make one sum each."""
        named = [(name, amount) for name, amount in names.items() if name]
        rows = named[:PREPAYMENTS_SHOWN]
        if others := named[PREPAYMENTS_SHOWN:]:
            label = self.env._("other orders: %s", len(others))
            rows.append((label, sum(amount for _name, amount in others)))
        if "" in names:
            rows.append(("", names[""]))
        return rows

    def _find_prepaid_lines(self, account):
        """Return the open lines that are of no invoice and in the client's favour."""
        lines = self.env["account.move.line"].sudo()  # see _print_ledger_domain
        return lines.search(
            account._print_ledger_domain()
            & Domain("reconciled", "=", False)
            & Domain("amount_residual_currency", "<", 0)
            & Domain("move_id.move_type", "=", "entry"),
            order="date, id",
        )
