from odoo import api, fields, models
from odoo.tools.misc import format_date


class PrintBalance(models.AbstractModel):
    """The balance and the statement as the page shows them: texts."""

    _inherit = "print.balance"

    @api.model
    def _get_today_rows(self, values):
        """Return what makes up the debt, see ``_get_balance``.

        :return: list of ``(label, text, whether it is late)``
        """
        _ = self.env._
        ledger = values["ledger"]
        rows = []
        if values["credited"]:
            rows.append((_("Credit notes"), -values["credited"]))
        for order, amount in values["prepaid"]:
            label = _("Prepayment for %s", order) if order else _("Prepayment")
            rows.append((label, -amount))
        rest = values["debt"] - values["due"] - sum(amount for _label, amount in rows)
        if not ledger.currency.is_zero(rest):
            rows.append((_("Other entries"), rest))
        first = [(_("Unpaid invoices"), ledger.plain(values["due"]), False)]
        if values["overdue"] > 0:
            first.append((_("of it overdue"), ledger.plain(values["overdue"]), True))
        return first + [(label, ledger.plain(amount), False) for label, amount in rows]

    @api.model
    def _format_day(self, day):
        """Return a day as lists show it: without the year while it is this one."""
        if not day:
            return ""
        this_year = fields.Date.context_today(self).year
        pattern = "d MMM" if day.year == this_year else "d MMM y"
        return format_date(self.env, day, date_format=pattern)

    @api.model
    def _get_parts(self, account, since, until, ticked=None):
        """Return the balance and the statement of each ledger, as texts for the page.

        :param ticked: ids of the invoices that are ticked, as texts; by default those
            that are overdue
        """
        statements = self.env["print.statement"]
        statement = statements._get_statement(account, since, until)
        balance = {values["ledger"]: values for values in self._get_balance(account)}
        by_ledger = {values["ledger"]: values for values in statement}
        several = len({ledger.company for ledger in [*balance, *by_ledger]}) > 1
        return [
            self._get_part(
                ledger, balance.get(ledger), by_ledger.get(ledger), ticked, several
            )
            for ledger in dict.fromkeys([*balance, *by_ledger])
        ]

    def _get_part(self, ledger, values, statement, ticked, several):
        values = values or self._get_values(ledger, {}, [], [])
        if ticked is None:
            ticked = [str(row["id"]) for row in values["invoices"] if row["late"]]
        chosen = [row for row in values["invoices"] if str(row["id"]) in ticked]
        total = ledger.currency.round(sum(row["raw_to_pay"] for row in chosen))
        debt = values["debt"]
        return {
            "key": ledger.key,
            "symbol": ledger.currency.symbol,
            "is_symbol_first": ledger.currency.position == "before",
            "decimals": ledger.currency.decimal_places,
            "company": ledger.company.name if several else "",
            "currency": ledger.currency.name,
            "invoices": values["invoices"],
            "ticked": {row["id"] for row in chosen},
            "chosen": len(chosen),
            "chosen_amount": ledger.format(total),
            "more": values["more"],
            "today": self._get_today_rows(values),
            "is_prepaid": ledger.currency.compare_amounts(debt, 0) < 0,
            "debt": ledger.format(abs(debt)),
            "has_credit": ledger.currency.compare_amounts(values["free"], 0) > 0,
            "statement": statement
            and self.env["print.statement"]._get_texts(statement),
        }
