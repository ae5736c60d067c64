import io
from datetime import UTC, datetime, time, timedelta

import xlsxwriter

from odoo import api, fields, models
from odoo.fields import Domain

from ..ledger import Ledger
from .sale_order_page import RANK_CANCELLED, RANKS

WIDTHS = (16, 12, 44, 24, 16, 10)  # of the spreadsheet's columns, in characters


class SaleOrder(models.Model):
    """The archive: orders on which nobody has to do anything more, by period."""

    _inherit = "sale.order"

    @api.model
    def _read_archive_period(self, since, until):
        """Return the period that was asked for, by default this year up to today.

        :param since: first day, or ``None``
        :param until: last day, or ``None``; days in the wrong order change places
        """
        today = fields.Date.context_today(self)
        until = until or max(today, since or today)
        since = since or until.replace(month=1, day=1)
        return min(since, until), max(since, until)

    @api.model
    def _get_archive_domain(self, since, until, with_cancelled=False):
        """Return the finished orders that were made in a period.

        :param date since: first day, in the time zone of who asks
        :param date until: last day
        """
        ranks = [RANKS["nobody"]] + ([RANK_CANCELLED] if with_cancelled else [])
        first, end = (
            self._get_midnight(day) for day in (since, until + timedelta(days=1))
        )
        return (
            self._get_list_domain(ranks=ranks)
            & Domain("date_order", ">=", first)
            & Domain("date_order", "<", end)
        )

    def _get_midnight(self, day):
        """Return when ``day`` begins where the user is, as the database counts."""
        local = self.env.tz.localize(datetime.combine(day, time.min))
        return local.astimezone(UTC).replace(tzinfo=None)

    def _get_archive_rows(self, account):
        """Return these orders as rows of the archive; no query for each of them.

        :return: list of dicts ``id``, ``name``, ``day``, ``date``, ``title``,
            ``status``, ``tone``, ``total``, ``raw_total``, ``symbol`` and
            ``currency``; the last four are empty for whom money is none of his business
        """
        sees_money = account._has_print_right("see_finance")
        self._read_for_rows()
        # The rows were found by the account's own rights.
        return [order._get_archive_row(sees_money) for order in self.sudo()]

    def _get_archive_row(self, sees_money):
        status = self._get_status_values()
        date = fields.Datetime.context_timestamp(self, self.date_order).date()
        row = {
            "id": self.id,
            "name": self.name,
            "date": date,
            "day": self.env["print.balance"]._format_day(date),
            "title": self.print_title or "",
            "status": status["label"],
            "tone": status["tone"],
        }
        if not sees_money:
            return row | dict.fromkeys(("total", "symbol", "currency"), "")
        return row | {
            "total": self._get_row_total(),
            "raw_total": self.amount_total,
            "symbol": self.currency_id.symbol,
            "currency": self.currency_id.name,
        }

    @api.model
    def _get_archive_totals(self, account, domain):
        """Return what the orders of the archive cost, a text for each currency."""
        if not account._has_print_right("see_finance"):
            return []
        groups = self._read_group(
            domain, ["company_id", "currency_id"], ["amount_total:sum"]
        )
        return [
            Ledger(company, currency.sudo()).format(amount)  # any account reads symbols
            for company, currency, amount in groups
        ]

    @api.model
    def _to_archive_spreadsheet(self, rows):
        """Return the bytes of an XLSX file with ``_get_archive_rows``."""
        _ = self.env._
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True})
        sheet = book.add_worksheet()
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        money = book.add_format({"num_format": "#,##0.00"})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        heads = [_("Order"), _("Date"), _("Title"), _("Status")]
        if any(row["currency"] for row in rows):
            heads += [_("Amount"), _("Currency")]
        sheet.write_row(0, 0, heads, bold)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows, start=1):
            sheet.write_string(line, 0, row["name"])
            sheet.write_datetime(line, 1, row["date"], day)
            sheet.write_string(line, 2, row["title"])
            sheet.write_string(line, 3, row["status"])
            if row["currency"]:
                sheet.write_number(line, 4, row["raw_total"], money)
                sheet.write_string(line, 5, row["currency"])
        book.close()
        return stream.getvalue()
