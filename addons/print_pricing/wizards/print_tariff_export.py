import base64
import io

import xlsxwriter

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import get_lang

from ..spec_rows import write

TEXTS, WIDTHS = 3, (8, 32, 24, 14, 12, 12, 18, 14)


class PrintTariffExport(models.TransientModel):
    """Prices on their way into a spreadsheet, and back by ``print.tariff.import``."""

    _name = "print.tariff.export"
    _description = "Export of Print Tariffs"

    tariff_ids = fields.Many2many(
        "print.tariff",
        required=True,
        default=lambda self: self._get_default_tariffs(),
    )
    kind = fields.Selection(
        [("xlsx", "Spreadsheet (XLSX)"), ("csv", "Text (CSV)")],
        "File",
        required=True,
        default="xlsx",
    )
    content = fields.Binary(compute="_compute_content")

    @api.model
    def _get_default_tariffs(self):
        """Return the chosen tariffs; all that count when none was chosen."""
        ids = self.env.context.get("active_ids") or []
        if self.env.context.get("active_model") != "print.tariff" or not ids:
            return self.env["print.tariff"].search(Domain.TRUE)
        return self.env["print.tariff"].browse(ids)

    def action_download(self):
        self.ensure_one()
        name = self.env._("prices")
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/{self._name}/{self.id}/content/"
            f"{name}.{self.kind}?download=true",
            "target": "download",
        }

    @api.depends("tariff_ids", "kind")
    def _compute_content(self):
        for export in self:
            write_file = _write_xlsx if export.kind == "xlsx" else export._write_csv
            export.content = base64.b64encode(write_file(export._get_rows()))

    def _get_rows(self):
        """Return the codes of the columns, what people call them, then the prices."""
        table = self.env["print.tariff.table"]
        columns = table._get_columns()
        rows = table._write_rows(self.tariff_ids)
        return [list(columns), list(columns.values()), *rows]

    def _write_csv(self, rows):
        """Return a file that spreadsheets of the user's country open at once."""
        point = get_lang(self.env).decimal_point
        texts = [[_as_text(cell, point) for cell in row] for row in rows]
        return ("\ufeff" + write(texts)).encode()


def _as_text(cell, point):
    if isinstance(cell, float):
        return f"{cell:.12f}".rstrip("0").rstrip(".").replace(".", point)
    return str(cell)


def _write_xlsx(rows):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        bold, plain = book.add_format({"bold": True}), book.add_format()
        sheet.freeze_panes(2, TEXTS)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                put = (
                    sheet.write_string if isinstance(cell, str) else sheet.write_number
                )
                if cell != "":
                    put(number, column, cell, bold if number < 2 else plain)
    return stream.getvalue()
