from odoo import api, models
from odoo.exceptions import UserError

from ..estimate import PriceError, Tariff
from ..price_sheet import as_number
from ..spec_rows import BadTable, Column, read

ROWS_AT_MOST = 20000
# Columns of numbers, in the order of a row of a grid.
CELLS = ("quantity", "price", "setup", "further_quantity", "further_price")


class PrintTariffTable(models.AbstractModel):
    """Tariffs as one table: a row for each price, whatever file it is kept in."""

    _name = "print.tariff.table"
    _description = "Tariffs as a Table"

    @api.model
    def _get_columns(self):
        """Return the label of each column, by its code."""
        _ = self.env._
        return {
            "id": _("No."),
            "tariff": _("Tariff"),
            "column": _("Column"),
            "quantity": _("From quantity"),
            "price": _("Price"),
            "setup": _("Set-up"),
            "further_quantity": _("Further quantity"),
            "further_price": _("Further price"),
        }

    @api.model
    def _write_rows(self, tariffs):
        """Return the rows of ``tariffs``, lists of texts and numbers."""
        return [
            [
                *(tariff.id, tariff.display_name, choice.name or ""),
                *(_as_cell(cell) for cell in row),
                *[""] * (len(CELLS) - len(row)),
            ]
            for tariff in tariffs
            for choice, rows in tariff._get_tables()
            for row in rows
        ]

    # Reading -----------------------------------------------------------------------

    @api.model
    def _read(self, text):
        """Return ``({tariff: sheet}, sentences)``: what a table says, and its faults.

        A tariff with a fault is read all the same, so that every fault is told.

        :raise UserError: when there is no telling what the rows mean
        """
        columns = [Column(code, name) for code, name in self._get_columns().items()]
        try:
            rows = read(text, columns, ROWS_AT_MOST)
        except BadTable as error:
            raise UserError(self._say_bad_table(error)) from error
        return _Reading(self, rows).finish()

    @api.model
    def _say_bad_table(self, error):
        _ = self.env._
        sentences = {
            "empty": _("The file is empty: export the prices and change them there."),
            "no_rows": _("The file has no row below the names of its columns."),
            "too_many": _("The file has %(count)s rows: %(max)s is the most."),
            "columns": _("Unknown columns: %(names)s. Take those of the export."),
            "twice": _("These columns stand there twice: %(names)s"),
            "quotes": _("A quotation mark in the file is not closed."),
            "binary": _("This is no table: save it as XLSX or CSV."),
        }
        return sentences[error.code] % error.params


class _Reading:
    """One pass over the rows of a table."""

    def __init__(self, table, rows):
        self.env = table.env
        self.labels = table._get_columns()
        self.rows = rows
        self.sheets, self.lines, self.faults = {}, {}, []
        self.tariffs = self._find_tariffs()
        self.choices = {
            tariff.id: {
                name.casefold(): choice
                for choice in tariff.column_field_id.value_ids
                | tariff._get_column_choices()
                for name in (choice.code, choice.name)
            }
            for tariff in self.tariffs.values()
        }

    def finish(self):
        for row in self.rows:
            self._take(row)
        if not self.faults:
            self._check()
        return self.sheets, self.faults

    def _find_tariffs(self):
        """Return the tariffs that the rows name, by the text of their number."""
        texts = {row.cells.get("id", "") for row in self.rows}
        ids = [int(text) for text in texts if text.isdecimal() and len(text) < 10]
        tariffs = self.env["print.tariff"].search([("id", "in", ids)])
        return {str(tariff.id): tariff for tariff in tariffs}

    def _take(self, row):
        tariff = self.tariffs.get(row.cells.get("id", "").removesuffix(".0"))
        if not tariff:
            return self._fault(
                row, "id", self.env._("there is no tariff of this number.")
            )
        column = self._find_column(row, tariff)
        cells = [self._read_number(row, code) for code in CELLS]
        for code, cell in zip(CELLS[:2], cells, strict=False):
            if cell == "":
                self._fault(row, code, self.env._("enter a number."))
        if column is None or None in cells:
            return None
        while len(cells) > 2 and not cells[-1]:
            cells.pop()
        sheet = self.sheets.setdefault(tariff, {})
        sheet.setdefault(column, []).append([cell or "0" for cell in cells])
        self.lines.setdefault((tariff, column), []).append(row)
        return None

    def _find_column(self, row, tariff):
        """Return the key of the row's column, None when there is none of that name."""
        name = row.cells.get("column", "")
        if not tariff.column_field_id:
            if name:
                self._fault(
                    row, "column", self.env._("this tariff has a single column.")
                )
            return None if name else ""
        choice = self.choices[tariff.id].get(name.casefold())
        if choice:
            return str(choice.id)
        self._fault(
            row,
            "column",
            self.env._(
                "“%(name)s” is no choice of “%(field)s”.",
                name=name,
                field=tariff.column_field_id.name,
            ),
        )
        return None

    def _read_number(self, row, code):
        """Return the number of a cell, nothing for an empty one, None for a fault."""
        try:
            return as_number(row.cells.get(code, ""))
        except ValueError:
            self._fault(row, code, self.env._("enter a number of 0 or more."))
            return None

    def _check(self):
        """Find what a table as a whole cannot be: rows that do not rise."""
        words = self.env["print.price.words"]
        for (tariff, column), rows in self.lines.items():
            try:
                Tariff.of(**tariff._get_keywords(self.sheets[tariff][column]))
            except PriceError as error:
                row = rows[min(error.params.get("row", 1), len(rows)) - 1]
                sentence = words._say(error, tariff)
                self.faults.append(
                    self.env._(
                        "Line %(line)s: %(sentence)s",
                        line=row.number,
                        sentence=sentence,
                    )
                )

    def _fault(self, row, code, sentence):
        self.faults.append(
            self.env._(
                "Line %(line)s, %(column)s: %(sentence)s",
                line=row.number,
                column=self.labels[code],
                sentence=sentence,
            )
        )


def _as_cell(value):
    """Return a number of a grid as a spreadsheet counts with it."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return str(value)
