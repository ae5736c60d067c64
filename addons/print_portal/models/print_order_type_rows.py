from odoo import api, models
from odoo.addons.print_pricing.estimate import QUOTE
from odoo.addons.print_pricing.spec_error import SpecError
from odoo.addons.print_pricing.spec_rows import (
    BadTable,
    Column,
    as_typed,
    decode,
    keep,
    read,
    split,
    write,
)
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import get_lang

ROWS_AT_MOST = 200
# Columns beside the questions of the form.
FILES, ACCEPT = "files", "accept"
ARTWORK = "artwork"  # the field at which errors about files stand


class PrintOrderType(models.Model):
    """Forms that no person fills in: rows of a table, calls of a program.

    What they hold becomes the texts of a form; all else is that form's own checking, so
    that every door says the same sentences.
    """

    _inherit = "print.order.type"

    # One job ---------------------------------------------------------------------

    def _get_columns(self):
        """Return the :class:`Column` of each thing that may be told, by its code."""
        self.ensure_one()
        yes, no = self.env._("yes").casefold(), self.env._("no").casefold()
        dates = (get_lang(self.env).date_format, "%d.%m.%Y")
        columns = [field._get_column({yes}, {no}, dates) for field in self.field_ids]
        if self._takes_files():
            columns.append(Column(FILES, self._get_labels()[ARTWORK]))
        columns.append(Column(ACCEPT, self.env._("Accepted warnings")))
        return {column.code: column for column in columns}

    def _get_labels(self):
        """Return what people call each field at which an error may stand, by code."""
        return {field.code: field.name for field in self.field_ids} | {
            ARTWORK: self.env._("Files")
        }

    def _get_blank(self):
        """Return ``(columns, texts)``: what may be told, and the form as it starts."""
        return self._get_columns(), self._get_typed(self._get_default_values())

    def _read_job(self, given, accepted_rules=(), file_ids=(), refused=(), blank=None):
        """Read and check one job that was told by codes of fields; nothing is stored.

        :param given: values by code: texts, numbers, truth, lists; a choice by its code
            or its label. What is not told is as the form starts.
        :param file_ids: ids of files that the user may use
        :param refused: :class:`SpecError` found before, such as files without a record
        :param blank: what ``_get_blank`` returns, for who reads many jobs
        :return: dict of ``content`` (what ``sale.order._add_print_jobs`` takes of a
            job), ``title``, ``errors`` that keep it from being ordered, and ``notes``;
            both as dicts of :class:`SpecError` with ``label``
        """
        raw, misread, unknown = self._read_given(given, *(blank or self._get_blank()))
        values, unread = self._parse_form(raw)
        spec = self.env["print.spec"].new(
            {
                "order_type_id": self.id,
                "values": values,
                "accepted_rules": list(accepted_rules or ()),
                "file_ids": [Command.set(file_ids)],
            }
        )
        found = [*refused, *misread, *unread, *spec._check()]
        labels = self._get_labels()
        errors = [error.to_dict() for error in unknown] + self._arrange_errors(
            [error.to_dict() for error in found], []
        )
        for error in errors:
            error["label"] = labels.get(error["field"], error["field"])
        return {
            "content": (values, list(accepted_rules or ()), list(file_ids)),
            "title": values.get("job_title", ""),
            "errors": [error for error in errors if error["severity"] != QUOTE],
            "notes": [error for error in errors if error["severity"] == QUOTE],
        }

    def _read_given(self, given, columns, preset):
        """Return ``(texts of the form by code, errors of fields, unknown fields)``."""
        raw, misread, unknown = dict(preset), [], []
        for code, value in given.items():
            column = columns.get(code)
            if not column or code in (FILES, ACCEPT):
                message = self.env._("This form has no field %s.", code)
                unknown.append(SpecError("F00", code, message))
                continue
            try:
                raw[code] = as_typed(column, value)
            except ValueError:
                message = self.env._("%(field)s: write yes or no.", field=column.label)
                misread.append(SpecError("F00", code, message))
        return raw, misread, unknown

    def _prepare_specs(self, contents):
        """Return the values of the specs of many jobs, see ``_prepare_spec``.

        The files of all are checked at once.
        """
        wanted = {file_id for _values, _rules, ids in contents for file_id in ids}
        allowed = set(self._check_files(sorted(wanted)))
        return [
            self._prepare_spec(values, accepted_rules)
            | {"file_ids": [Command.set([id_ for id_ in ids if id_ in allowed])]}
            for values, accepted_rules, ids in contents
        ]

    # Many jobs -------------------------------------------------------------------

    def _write_template(self):
        """Return an empty table of this form as text: codes, labels, what is preset."""
        columns, preset = self._get_blank()
        rows = [
            list(columns),
            [column.label for column in columns.values()],
            [
                self._write_preset(column, preset.get(code))
                for code, column in columns.items()
            ],
        ]
        delimiter = ";" if get_lang(self.env).decimal_point == "," else ","
        return write(rows, delimiter)

    @api.model
    def _keep_rows(self, text, numbers):
        """Return the table ``text`` with only these rows, by number; empty for none."""
        return keep(text, set(numbers))

    def _describe_columns(self):
        """Return what may stand in which column, for people.

        :return: list of dicts ``code``, ``label``, ``is_required`` and ``words``
        """
        fields = {field.code: field for field in self.field_ids}
        hints = {
            FILES: self.env._("names from your folder, several with | between them"),
            ACCEPT: self.env._("warnings that you accept, such as R17"),
        }
        return [
            {
                "code": code,
                "label": column.label,
                "is_required": code in fields and fields[code].is_required,
                "words": fields[code]._get_cell_words()
                if code in fields
                else hints[code],
            }
            for code, column in self._get_columns().items()
        ]

    def _write_preset(self, column, text):
        """Return a preset text of the form as the cell of a table has it."""
        if column.kind == "boolean":
            return self.env._("yes") if text else self.env._("no")
        field = self.field_ids.filtered(lambda field: field.code == column.code)
        codes = text if isinstance(text, list) else [text] if text else []
        return " | ".join(field._get_choice(code).name or code for code in codes)

    @api.model
    def _decode_table(self, data):
        """Return the text of an uploaded table.

        :param bytes data: the file
        :raise UserError: when it is no text
        """
        try:
            return decode(data)
        except BadTable as error:
            raise UserError(self._say_bad_table(error)) from error

    def _read_rows(self, text, client, accepted=None):
        """Read and check a table of jobs; nothing is stored.

        No query depends on the number of rows.

        :param str text: the table, see ``spec_rows``
        :param client: who orders: a client, or a branch of one
        :param accepted: lists of rules by row number, beside those of the table itself
        :return: what ``_read_job`` returns for each row, with its ``number`` and the
            rules of it that are ``ticked``
        :raise UserError: when the table cannot be read
        """
        self.ensure_one()
        self = self.with_context(print_client_id=client.id)  # his own presses too
        blank = self._get_blank()
        try:
            rows = read(text, list(blank[0].values()), ROWS_AT_MOST)
        except BadTable as error:
            raise UserError(self._say_bad_table(error)) from error
        files = self._find_files(client, rows)
        return [self._read_row(row, files, accepted or {}, blank) for row in rows]

    def _read_row(self, row, files, accepted, blank):
        cells = dict(row.cells)
        names = split_names(cells.pop(FILES, ""), files)
        ticked = list(accepted.get(row.number, ()))
        rules = [*split(cells.pop(ACCEPT, "")), *ticked]
        missing = [name for name in names if name not in files]
        refused = [
            SpecError(
                "R01",
                ARTWORK,
                self.env._("Files: %s is not in the folder.", ", ".join(missing)),
            )
        ]
        job = self._read_job(
            cells,
            rules,
            [files[name] for name in names if name in files],
            refused if missing else (),
            blank,
        )
        return {"number": row.number, "ticked": ticked, **job}

    def _find_files(self, client, rows):
        """Return the ids of the client's files by the names that ``rows`` hold.

        Of two with one name the newest counts.
        """
        cells = [row.cells[FILES] for row in rows if FILES in row.cells]
        names = {name for cell in cells for name in (cell, *split(cell))}
        if not names:
            return {}
        folder = client.sudo().print_client_id  # a branch does not read its head office
        # Whoever fills the table uses the files that he himself may see.
        files = (
            self.env["print.file"]
            .with_user(self.env.uid)
            .search(
                [("partner_id", "=", folder.id), ("name", "in", list(names))],
                order="date_received, id",
            )
        )
        files.sudo().mapped("state")  # read at once what the rules ask of each
        return {file.name: file.id for file in files}

    def _say_bad_table(self, error):
        """Return the sentence for a table that cannot be read."""
        _ = self.env._
        sentences = {
            "empty": _("Table: paste rows, or choose a file."),
            "no_rows": _(
                "Table: add a row for each job under the names of the columns."
            ),
            "too_many": _("Table: %(count)s rows; send at most %(max)s at once."),
            "columns": _("Table: this form has no column %(names)s."),
            "twice": _("Table: the column %(names)s stands there twice."),
            "quotes": _("Table: a quotation mark is not closed."),
            "binary": _("Table: save it as CSV in your spreadsheet program first."),
        }
        return sentences[error.code] % error.params


def split_names(cell, known):
    """Return the names of files in ``cell``; one that is ``known`` may hold a bar."""
    return [cell] if cell in known else split(cell)
