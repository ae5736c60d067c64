from collections import defaultdict
from functools import partial

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import format_date

from ..reading import read_relations
from .account_move_portal import BILLED

ROWS_SHOWN = 1000  # on a page or a paper; a spreadsheet takes them all


class PrintStatement(models.AbstractModel):
    """What a client was charged and has paid in a period, and what he owed around it.

    Each row is a receivable line of the ledger, so that the statement says what the
    books say. Currencies, and companies of the shop, are counted apart: what is settled
    across them leaves the one and enters the other on that day. So does what the head
    office pays for a branch, in the branch's own statement. What a statement ends with
    is what is open that day.
    """

    _name = "print.statement"
    _description = "Statement of a Client's Account"

    @api.model
    def _get_statement(self, account, since, until, limit=ROWS_SHOWN):
        """Return the statement of a period, with the rights of ``account``.

        :param account: ``res.users`` that reads
        :param date since: first day
        :param date until: last day
        :param int limit: rows are left out when there are more, ``None`` for no limit
        :return: one dict for each ledger: ``ledger``, ``since``, ``until``,
            ``opening``, ``charged``, ``paid`` and ``closing`` (amounts), ``count`` and
            ``rows``: dicts of ``date``, ``words``, ``note``, ``url``, ``charged``,
            ``paid`` and ``debt``; ``rows`` is ``None`` where there are too many
        """
        movements = self._select_movements(account)
        sums = self._get_sums(movements, since, until)
        count = sum(each["count"] for each in sums.values())
        fits = limit is None or count <= limit
        rows = self._find_rows(movements, since, until) if fits else {}
        ledgers = self.env["print.balance"]._get_ledgers(sums)
        return [
            self._get_values(ledger, sums.get(pair), rows.get(pair, ()), fits)
            | {"since": since, "until": until}
            for pair, ledger in ledgers.items()
        ]

    def _get_values(self, ledger, sums, rows, fits):
        sums = sums or dict.fromkeys(("opening", "charged", "paid", "count"), 0)
        closing = sums["opening"] + sums["charged"] - sums["paid"]
        return {
            "ledger": ledger,
            "opening": sums["opening"],
            "charged": sums["charged"],
            "paid": sums["paid"],
            "closing": ledger.currency.round(closing) or 0.0,
            "count": sums["count"],
            "rows": self._run(ledger, sums["opening"], rows) if fits else None,
        }

    def _run(self, ledger, opening, rows):
        """Return rows with what is owed after each."""
        debt, done = opening, []
        for row in rows:
            debt = ledger.currency.round(debt + row["charged"] - row["paid"]) or 0.0
            done.append(row | {"debt": debt})
        return done

    # Queries -------------------------------------------------------------------------

    def _select_movements(self, account):
        """Return the query of all that ever changed the debt.

        Columns: ``move_id``, ``date``, ``company_id``, ``currency_id``, ``amount`` (in
        that currency, what is charged is positive) and ``way``: "" for a line of the
        ledger, "currency" or "office" for what was settled elsewhere.
        """
        lines = self.env["account.move.line"].sudo()  # see _print_ledger_domain
        partials = self.env["account.partial.reconcile"]
        lines.flush_model()
        partials.flush_model()
        query = lines._search(account._print_ledger_domain())
        ledger = query.select(
            *(
                SQL.identifier(query.table, name)
                for name in (
                    "id",
                    "move_id",
                    "date",
                    "company_id",
                    "currency_id",
                    "amount_currency",
                )
            )
        )
        return SQL(
            """WITH ledger AS MATERIALIZED (%s),
                    movement AS (
                   SELECT move_id, date, company_id, currency_id,
                          amount_currency AS amount, '' AS way
                     FROM ledger
                UNION ALL %s
                UNION ALL %s)""",
            ledger,
            self._select_settled("debit", "credit", -1),
            self._select_settled("credit", "debit", 1),
        )

    def _select_settled(self, side, other, sign):
        """Return what left this side of the ledger without a line of its own."""
        return SQL(
            """SELECT line.move_id, partial.max_date AS date, line.company_id,
                      line.currency_id, %s * partial.%s AS amount,
                      CASE WHEN other.id IS NULL THEN 'office' ELSE 'currency' END
                      AS way
                 FROM account_partial_reconcile AS partial
                 JOIN ledger AS line ON line.id = partial.%s
            LEFT JOIN ledger AS other ON other.id = partial.%s
                WHERE other.id IS NULL
                   OR other.currency_id <> line.currency_id
                   OR other.company_id <> line.company_id""",
            sign,
            SQL.identifier(f"{side}_amount_currency"),
            SQL.identifier(f"{side}_move_id"),
            SQL.identifier(f"{other}_move_id"),
        )

    def _get_sums(self, movements, since, until):
        """Return opening debt, sums of the period and number of rows by ledger."""
        found = self.env.execute_query_dict(
            SQL(
                """%s, document AS (
                   SELECT move_id, date, company_id, currency_id, way,
                          SUM(amount) AS amount
                     FROM movement
                    WHERE date <= %s
                 GROUP BY move_id, date, company_id, currency_id, way
                   HAVING SUM(amount) <> 0)
                   SELECT company_id, currency_id,
                          COALESCE(SUM(amount) FILTER (WHERE date < %s), 0) AS opening,
                          COALESCE(SUM(amount) FILTER (
                              WHERE date >= %s AND amount > 0), 0) AS charged,
                          COALESCE(-SUM(amount) FILTER (
                              WHERE date >= %s AND amount < 0), 0) AS paid,
                          COUNT(*) FILTER (WHERE date >= %s) AS count
                     FROM document
                 GROUP BY company_id, currency_id""",
                movements,
                until,
                since,
                since,
                since,
                since,
            )
        )
        return {(each["company_id"], each["currency_id"]): each for each in found}

    def _find_rows(self, movements, since, until):
        """Return the rows of the period by ledger, see ``_get_statement``."""
        found = self.env.execute_query(
            SQL(
                """%s
                   SELECT move_id, date, company_id, currency_id, way, SUM(amount)
                     FROM movement
                    WHERE date BETWEEN %s AND %s
                 GROUP BY move_id, date, company_id, currency_id, way
                   HAVING SUM(amount) <> 0
                 ORDER BY date, move_id, way""",
                movements,
                since,
                until,
            )
        )
        # What a row says is chosen below; its line was found by the account's rights.
        moves = self.env["account.move"].sudo().browse({row[0] for row in found})
        read_relations(moves, [*BILLED, "line_ids"])
        words = {move.id: move._get_statement_words() for move in moves}
        rows = defaultdict(list)
        for move_id, date, company_id, currency_id, way, amount in found:
            row = words[move_id] | {
                "date": date,
                "charged": max(amount, 0.0),
                "paid": max(-amount, 0.0),
            }
            if way:
                row["note"] = self._get_way_words(way)
            rows[company_id, currency_id].append(row)
        return rows

    def _get_way_words(self, way):
        if way == "office":
            return self.env._("settled by another office")
        return self.env._("settled in another currency")

    # For the pages -------------------------------------------------------------------

    @api.model
    def _read_period(self, since, until):
        """Return the period that was asked for, by default this month up to today.

        :param since: first day, or ``None``
        :param until: last day, or ``None``; days in the wrong order change places
        """
        today = fields.Date.context_today(self)
        until = until or max(today, since or today)
        since = since or until.replace(day=1)
        return min(since, until), max(since, until)

    @api.model
    def _get_texts(self, values, is_paper=False):
        """Return the statement of a ledger as texts.

        :param bool is_paper: days of a paper, which is kept, always have their year
        """
        ledger, balance = values["ledger"], self.env["print.balance"]
        say_day = partial(format_date, self.env) if is_paper else balance._format_day

        def say(amount):
            return ledger.plain(amount) if amount else ""

        rows = values["rows"]
        return {
            "since": say_day(values["since"]),
            "until": say_day(values["until"]),
            "opening": ledger.plain(values["opening"]),
            "charged": ledger.plain(values["charged"]),
            "paid": ledger.plain(values["paid"]),
            "closing": ledger.plain(values["closing"]),
            "count": values["count"],
            "rows": rows
            and [
                row
                | {
                    "day": say_day(row["date"]),
                    "charged": say(row["charged"]),
                    "paid": say(row["paid"]),
                    "debt": ledger.plain(row["debt"]),
                }
                for row in rows
            ],
            "is_too_long": rows is None,
        }
