from odoo import models
from odoo.addons.print_pricing.spec_rows import Column

NARROWEST_REM, WIDEST_REM = 8, 34
REM_A_CHARACTER = 0.6
ARROW_REM = 4  # padding of a list, and its arrow


class PrintSpecField(models.Model):
    _inherit = "print.spec.field"

    def _get_input_rem(self):
        """Return how wide the input is drawn: its width tells what is expected."""
        self.ensure_one()
        if self.kind == "date":
            return 12
        characters = self.range_max or WIDEST_REM / REM_A_CHARACTER
        if self.kind == "selection":
            labels = (
                f"{choice.name} · {choice.description or ''}"
                for choice in self.value_ids
            )
            characters = max(map(len, labels), default=0)
        width = characters * REM_A_CHARACTER + ARROW_REM
        return round(min(max(width, NARROWEST_REM), WIDEST_REM), 1)

    def _get_office_values(self):
        """Return this question as plain data, for the form of staff.

        :return: dict of ``code``, ``label``, ``help``, ``unit``, ``kind``,
            ``is_required``, ``choices`` (``[(code, label), ...]``), ``has_usual``
            (left empty means as usual), and ``condition_code`` with
            ``condition_values``, see ``_is_shown``
        """
        self.ensure_one()
        wanted = (self.condition_values or "").split(",")
        return {
            "code": self.code,
            "label": self.name,
            "help": self.help or "",
            "unit": self.unit or "",
            "kind": self.kind,
            "is_required": self.is_required,
            "choices": [(choice.code, choice.name) for choice in self.value_ids],
            "has_usual": bool(self.default_codes),
            "condition_code": self.condition_code or "",
            "condition_values": [code.strip() for code in wanted if code.strip()],
        }

    def _get_column(self, yes, no, date_formats):
        """Return this question as a column of a table, see ``spec_rows``.

        :param yes: words of the user's language, in small letters; so is ``no``
        :param date_formats: of ``strptime``, as his language writes dates
        """
        self.ensure_one()
        labels = {choice.name.casefold(): choice.code for choice in self.value_ids}
        codes = {choice.code.casefold(): choice.code for choice in self.value_ids}
        return Column(
            self.code,
            self.name,
            self.kind,
            labels | codes,
            frozenset(yes),
            frozenset(no),
            date_formats,
        )

    def _get_cell_words(self):
        """Return what may stand in a cell of this column, in words."""
        self.ensure_one()
        _ = self.env._
        if self.value_ids:
            return " | ".join(self.value_ids.mapped("name"))
        words = {
            "boolean": _("yes or no"),
            "date": _("a date"),
            "integer": _("a whole number"),
        }
        unit = f", {self.unit}" if self.unit else ""
        return f"{words.get(self.kind) or _('text')}{unit}"
