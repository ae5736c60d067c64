import base64
import io
import zipfile

import openpyxl
from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from ..price_sheet import GONE, NEW, PRICE, find_changes
from ..spec_rows import BadTable, decode, write

FAULTS_AT_MOST = 20  # told at once: who has more mends these first
CHANGES_AT_MOST = 100  # shown; all are counted
ZIP = b"PK\x03\x04"


class PrintTariffImport(models.TransientModel):
    """Prices that come back from a spreadsheet: all of them are taken, or none."""

    _name = "print.tariff.import"
    _description = "Import of Print Tariffs"

    file = fields.Binary(help="XLSX or CSV with the columns of the export.")
    file_name = fields.Char()
    date = fields.Date(
        "From",
        help="The new prices count from this day on, the old ones until the day"
        " before. Empty: the prices change at once.",
    )
    preview = fields.Html(compute="_compute_preview", sanitize=False)
    is_ready = fields.Boolean(compute="_compute_preview")

    @api.depends("file", "date")
    def _compute_preview(self):
        for wizard in self:
            wizard.is_ready = False
            wizard.preview = False
            if not wizard.file:
                continue
            try:
                changes = wizard._get_changes()
            except UserError as error:
                wizard.preview = _as_list(str(error).splitlines())
                continue
            wizard.is_ready = any(found for _sheet, found in changes.values())
            wizard.preview = wizard._tell(changes)

    def action_import(self):
        """Take all prices of the file.

        :raise UserError: with every fault of the file; nothing is changed then
        """
        self.ensure_one()
        if not self.file:
            raise UserError(self.env._("File: choose an XLSX or CSV file."))
        for tariff, (sheet, found) in self._get_changes().items():
            if found:
                target = tariff._make_version(self.date) if self.date else tariff
                target._set_sheet(sheet)
        return {"type": "ir.actions.client", "tag": "soft_reload"}

    def _get_changes(self):
        """Return ``{tariff: (sheet, changes)}`` of the file.

        :raise UserError: naming each fault by its line and column
        """
        self.ensure_one()
        sheets, faults = self.env["print.tariff.table"]._read(self._get_text())
        if faults:
            more = len(faults) - FAULTS_AT_MOST
            told = faults[:FAULTS_AT_MOST]
            if more > 0:
                told.append(self.env._("and %s more", more))
            raise UserError("\n".join(told))
        return {
            tariff: (sheet, find_changes(tariff._get_sheet(), sheet))
            for tariff, sheet in sheets.items()
        }

    def _get_text(self):
        """Return the file as the text of a table."""
        data = base64.b64decode(self.with_context(bin_size=False).file)
        try:
            return _read_xlsx(data) if data.startswith(ZIP) else decode(data)
        except BadTable as error:
            table = self.env["print.tariff.table"]
            raise UserError(table._say_bad_table(error)) from error

    # What will happen ----------------------------------------------------------------

    def _tell(self, changes):
        """Return what a file changes: how much, then each price."""
        found = [change for _sheet, each in changes.values() for change in each]
        if not found:
            return Markup("<p>%s</p>") % self.env._("The file changes nothing.")
        revisions = self.env["print.tariff.revision"]
        names = revisions._get_column_names(found)
        lines = [
            f"{tariff.display_name}, {revisions._tell_change(change, names)}"
            for tariff, (_sheet, each) in changes.items()
            for change in each
        ]
        more = len(lines) - CHANGES_AT_MOST
        if more > 0:
            lines = [*lines[:CHANGES_AT_MOST], self.env._("and %s more", more)]
        return Markup("<p><b>%s</b></p>%s") % (self._count(found), _as_list(lines))

    def _count(self, found):
        """Return ``Prices changed: 3, new rows: 1, rows gone: 2``, and from when."""
        counts = {
            kind: sum(change.kind == kind for change in found)
            for kind in (PRICE, NEW, GONE)
        }
        text = self.env._(
            "Prices changed: %(price)s, new rows: %(new)s, rows gone: %(gone)s",
            **counts,
        )
        if self.date:
            day = format_date(self.env, self.date)
            text = self.env._("%(text)s, from %(day)s on", text=text, day=day)
        return text


def _as_list(lines):
    items = Markup().join(Markup("<li>%s</li>") % line for line in lines)
    return Markup("<ul class='mb-0'>%s</ul>") % items


def _read_xlsx(data):
    """Return the first sheet of a spreadsheet as the text of a table.

    :raise BadTable: ``binary`` when it cannot be opened
    """
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        rows = book.worksheets[0].iter_rows(values_only=True)
        return write(
            ["" if cell is None else str(cell) for cell in row] for row in rows
        )
    except (zipfile.BadZipFile, KeyError, ValueError, IndexError, OSError) as error:
        raise BadTable("binary") from error
