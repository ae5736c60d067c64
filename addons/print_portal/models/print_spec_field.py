from odoo import models
from odoo.addons.print_pricing.form import is_choice, is_record, split_codes
from odoo.addons.print_pricing.spec_rows import Column

NARROWEST_REM, WIDEST_REM = 8, 34
WIDEST_LIST_REM = 40  # the whole column: what is cut off cannot be read
REM_A_CHARACTER = 0.6
ARROW_REM = 4  # padding of a list, and its arrow


class PrintSpecField(models.Model):
    _inherit = "print.spec.field"

    def _get_input_rem(self):
        """Return how wide the input is drawn: its width tells what is expected."""
        self.ensure_one()
        if self.kind == "date":
            return 12
        widest = WIDEST_REM
        characters = self.range_max or WIDEST_REM / REM_A_CHARACTER
        if self.kind == "selection" or is_record(self.kind):
            widest = WIDEST_LIST_REM
            labels = (
                f"{choice['name']} · {choice['description']}"
                for choice in self._get_choices()
            )
            characters = max(map(len, labels), default=0)
        width = characters * REM_A_CHARACTER + ARROW_REM
        return round(min(max(width, NARROWEST_REM), widest), 1)

    def _get_choices(self):
        """Return what can be chosen, as pages show it.

        :return: list of dicts ``code``, ``name``, ``description`` and ``fills``, what
            other fields follow from it, as texts by their codes
        """
        self.ensure_one()
        if not is_record(self.kind):
            return [
                {
                    "code": choice.code,
                    "name": choice.name,
                    "description": choice.description or "",
                    "fills": {},
                }
                for choice in self.value_ids
            ]
        order_type = self.order_type_id
        return [
            {
                "code": choice.code,
                "name": choice.name,
                "description": record._get_facts_line(),
                "fills": order_type._get_typed(order_type._get_fills(choice)),
            }
            for record in self._get_record_model()._get_offered()
            for choice in [record._to_choice()]
        ]

    def _arrange_choices(self, choices, review):
        """Return tiles in their order on the page: turnarounds with the cheapest first.

        Whoever needs a date comes last: his price is that of one of the others.

        :param choices: tuples that begin with the code
        :param review: see ``print.order.type._review_form``
        """
        self.ensure_one()
        ranks = review["turnaround_ranks"]
        if self.code != "turnaround" or not ranks:
            return choices
        return sorted(
            choices,
            key=lambda choice: (
                ranks.index(choice[0]) if choice[0] in ranks else len(ranks)
            ),
        )

    def _is_still_offered(self, value):
        """Whether what was chosen in ``value`` can be chosen now."""
        self.ensure_one()
        if not is_choice(self.kind):
            return True
        codes = value if isinstance(value, list) else [value]
        return all(self._get_choice(code) for code in codes)

    def _get_default(self):
        """Return the press of the client's last order, else the form's own default."""
        if self.kind == "press" and (press := self.order_type_id._get_last_press()):
            return press
        return super()._get_default()

    def _get_office_values(self):
        """Return this question as plain data, for the form of staff.

        :return: dict of ``code``, ``label``, ``help``, ``unit``, ``kind``,
            ``is_required``, ``has_list`` (one of ``choices``, ``[(code, label), ...]``,
            is chosen), ``has_usual`` (left empty means as usual), ``fills`` (what
            follows from each choice for other fields), ``pictures`` (their addresses
            by choice), and ``condition_code`` with ``condition_values``, see
            ``_is_shown``
        """
        self.ensure_one()
        choices = self._get_choices()
        return {
            "code": self.code,
            "label": self.name,
            "help": self.help or "",
            "unit": self.unit or "",
            "kind": self.kind,
            "is_required": self.is_required,
            "has_list": self.kind == "selection" or is_record(self.kind),
            "choices": [(choice["code"], choice["name"]) for choice in choices],
            "fills": {choice["code"]: choice["fills"] for choice in choices},
            "pictures": {
                choice.code: choice.picture
                for choice in self.value_ids.filtered("picture")
            },
            "has_usual": bool(self.default_codes),
            "condition_code": self.condition_code or "",
            "condition_values": list(split_codes(self.condition_values)),
        }

    def _get_column(self, yes, no, date_formats):
        """Return this question as a column of a table, see ``spec_rows``.

        :param yes: words of the user's language, in small letters; so is ``no``
        :param date_formats: of ``strptime``, as his language writes dates
        """
        self.ensure_one()
        choices = self._get_choices()
        labels = {choice["name"].casefold(): choice["code"] for choice in choices}
        codes = {choice["code"].casefold(): choice["code"] for choice in choices}
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
        if choices := self._get_choices():
            return " | ".join(choice["name"] for choice in choices)
        known = {
            "boolean": _("yes or no"),
            "date": _("a date"),
            "integer": _("a whole number"),
        }
        words = known.get(self.kind) or _("text")
        return f"{words}, {self.unit}" if self.unit else words
