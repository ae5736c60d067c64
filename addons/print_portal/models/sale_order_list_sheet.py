import io
from datetime import date

import xlsxwriter

from odoo import models

MOST_ROWS = 10_000  # of a spreadsheet: more is asked for by period
WIDTHS = (12, 12, 44, 20, 26, 12, 16, 10, 16)  # of the columns, in characters


class SaleOrder(models.Model):
    """A client's list of orders as a spreadsheet."""

    _inherit = "sale.order"

    def _to_list_sheet(self, account):
        """Return the bytes of an XLSX file with a row for each of these orders.

        :param account: who reads; amounts are for who may see money
        """
        sees_money = account._has_print_right("see_finance")
        orders = self.sudo()  # found by the account's own rights
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True})
        sheet = book.add_worksheet(self.env._("Orders"))
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        money = book.add_format({"num_format": "#,##0.00"})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.write_row(0, 0, self._get_list_heads(sees_money), bold)
        sheet.freeze_panes(1, 0)
        for number, order in enumerate(orders, start=1):
            for column, value in enumerate(order._get_list_cells(sees_money)):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, str):
                    # A title that begins with = is text, not a formula.
                    sheet.write_string(number, column, value)
                else:
                    sheet.write_number(number, column, value, money)
        book.close()
        return stream.getvalue()
