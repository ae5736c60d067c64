import io

import xlsxwriter

from odoo import api, models

WIDTHS = (12, 34, 30, 16, 18, 16)  # of the columns, in characters


class PrintStatement(models.AbstractModel):
    """The statement as a spreadsheet: a sheet for each ledger, amounts as numbers."""

    _inherit = "print.statement"

    @api.model
    def _to_spreadsheet(self, statement):
        """Return the bytes of an XLSX file.

        :param statement: of ``_get_statement``, without a limit
        """
        stream = io.BytesIO()
        book = xlsxwriter.Workbook(stream, {"in_memory": True})
        names = self._get_sheet_names(statement)
        for name, values in zip(names, statement, strict=True):
            self._write_sheet(book, book.add_worksheet(name), values)
        book.close()
        return stream.getvalue()

    def _get_sheet_names(self, statement):
        """Return the currency of each sheet, with the seller's number for several."""
        companies = {values["ledger"].company for values in statement}
        return [
            ledger.currency.name
            if len(companies) == 1
            else f"{ledger.currency.name} {ledger.company.id}"
            for ledger in (values["ledger"] for values in statement)
        ]

    def _write_sheet(self, book, sheet, values):
        _ = self.env._
        decimals = values["ledger"].currency.decimal_places
        pattern = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        money = book.add_format({"num_format": pattern})
        total = book.add_format({"num_format": pattern, "bold": True})
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        heads = [
            _("Date"),
            _("Document"),
            _("For what"),
            _("Charged"),
            _("Paid or credited"),
            _("Debt"),
        ]
        sheet.write_row(0, 0, heads, bold)
        sheet.freeze_panes(1, 0)
        sheet.write_datetime(1, 0, values["since"], day)
        sheet.write_string(1, 1, _("At the beginning"), bold)
        sheet.write_number(1, 5, values["opening"], total)
        last = 2
        for last, row in enumerate(values["rows"], start=2):
            sheet.write_datetime(last, 0, row["date"], day)
            sheet.write_string(last, 1, row["words"])
            sheet.write_string(last, 2, row["note"])
            for column, name in ((3, "charged"), (4, "paid")):
                if row[name]:
                    sheet.write_number(last, column, row[name], money)
            sheet.write_number(last, 5, row["debt"], money)
        last = last + 1 if values["rows"] else last
        sheet.write_datetime(last, 0, values["until"], day)
        sheet.write_string(last, 1, _("At the end"), bold)
        for column, name in ((3, "charged"), (4, "paid"), (5, "closing")):
            sheet.write_number(last, column, values[name], total)
