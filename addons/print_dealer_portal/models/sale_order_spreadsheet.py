import io

import xlsxwriter

from odoo import models

NUMBER, MONEY = "#,##0.###", "#,##0.00####"


class SaleOrder(models.Model):
    """The lines of a basket, or of an order, as a spreadsheet."""

    _inherit = "sale.order"

    def _make_spreadsheet(self, account):
        """Return the lines of this order as XLSX; money for who may see it.

        Texts are written as texts: none becomes a formula.

        :param account: ``res.users`` that reads
        :rtype: bytes
        """
        self.ensure_one()
        heads, rows = self._get_spreadsheet(account._has_print_right("see_finance"))
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
            bold = book.add_format({"bold": True})
            formats = {
                number: book.add_format({"num_format": number})
                for number in (NUMBER, MONEY)
            }
            sheet = book.add_worksheet()
            sheet.freeze_panes(1, 0)
            for column, (head, width, _format) in enumerate(heads):
                sheet.set_column(column, column, width)
                sheet.write_string(0, column, head, bold)
            for number, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(number, column, value)
                    else:
                        sheet.write_number(
                            number, column, value, formats[heads[column][2]]
                        )
        return stream.getvalue()

    def _get_spreadsheet(self, sees_money):
        """Return ``(heads, rows)``: heads with width and format, rows of values."""
        _ = self.env._
        heads = [
            (_("Code"), 16, None),
            (_("Product"), 48, None),
            (_("Quantity"), 10, NUMBER),
            (_("Unit"), 8, None),
            (_("Your reference"), 18, None),
            (_("Note"), 30, None),
        ]
        if sees_money:
            symbol = self.currency_id.symbol
            heads += [
                (_("Price, %s", symbol), 12, MONEY),
                (_("Amount, %s", symbol), 12, MONEY),
            ]
        lines = self._get_portal_lines()
        return heads, [line._get_spreadsheet_row(sees_money) for line in lines]
