from odoo import api, fields, models
from odoo.tools.misc import formatLang

from ..form import (
    NO_CHOICE,
    Choice,
    Form,
    Question,
    is_choice,
    is_met,
    is_record,
    split_codes,
)

TILES_AT_MOST = 6


class PrintSpecField(models.Model):
    """One question on the form of a print order type."""

    _name = "print.spec.field"
    _inherit = "print.form.part.mixin"
    _description = "Print Form Field"
    _order = "section_sequence, id"

    order_type_id = fields.Many2one(
        "print.order.type", required=True, ondelete="cascade", index=True
    )
    code = fields.Char(
        required=True, help="Name that rules and prices use; not shown to anybody."
    )
    name = fields.Char("Label", required=True, translate=True)
    help = fields.Char(translate=True, help="One sentence under the label.")
    unit = fields.Char(translate=True, help="Shown behind the number, such as mm.")
    section = fields.Selection(
        [
            ("title", "Order"),
            ("files", "Files"),
            ("work", "Work"),
            ("content", "Texts and pictures"),
            ("sheet", "Sheet and inks"),
            ("cover", "Cover"),
            ("block", "Block"),
            ("insert", "Insert"),
            ("screen", "Screen"),
            ("result", "Resolution and file"),
            ("finish", "Finishing"),
            ("term", "Term"),
            ("more", "Wishes"),
        ],
        required=True,
        default="work",
        group_expand=True,
    )
    section_sequence = fields.Integer(
        compute="_compute_section_sequence", store=True, precompute=True
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    kind = fields.Selection(
        [
            ("char", "Text"),
            ("text", "Long text"),
            ("integer", "Whole number"),
            ("boolean", "Yes or no"),
            ("selection", "One of a list"),
            ("multi", "Several of a list"),
            ("press", "A press"),
            ("date", "Date"),
        ],
        required=True,
        default="char",
    )
    is_required = fields.Boolean(
        "Required", help="The order cannot be sent without it."
    )
    is_advanced = fields.Boolean(
        "Folded away", help="Folded away under 'More settings': few clients change it."
    )
    range_min = fields.Integer(help="Smallest number, or shortest text.")
    range_max = fields.Integer(help="Largest number, or longest text; 0 for no limit.")
    default_value = fields.Char(
        "Default",
        help="Code of a choice, of several separated by commas, a number, or yes.",
    )
    default_codes = fields.Char(
        "As usual for",
        help="Codes of lists, separated by commas: when nothing is chosen here, the"
        " first whose choice keeps a fact of this field's code tells the value, such"
        " as the polarity that films for offset take.",
    )
    value_ids = fields.One2many("print.spec.value", "field_id", copy=True)
    condition_code = fields.Char(
        "Depends on",
        help="Code of the field on which this one depends; empty: always shown.",
    )
    condition_values = fields.Char(
        "When it is",
        help="Codes of its choices, separated by commas, with which this field is"
        " shown; empty: shown as soon as it holds anything.",
    )

    _code_uniq = models.UniqueIndex(
        "(order_type_id, code)", "Another field of this form already has this code."
    )

    @api.depends("section", "sequence")
    def _compute_section_sequence(self):
        sections = [key for key, _label in self._fields["section"].selection]
        for field in self:
            rank = sections.index(field.section)
            field.section_sequence = rank * 1000 + field.sequence

    # What a person typed -------------------------------------------------------

    def _parse(self, text):
        """Return the value behind ``text``, or None when nothing was entered.

        :param text: what the form sent: text, or a list for a multiple choice
        :raise ValueError: with a sentence for the person, when it cannot be read
        """
        self.ensure_one()
        if self.kind == "multi":
            return self._parse_many(text)
        text = str(text if text is not None else "").strip()
        if self.kind == "boolean":
            return text.lower() in ("1", "on", "true", "yes")
        if not text:
            return None
        if self.kind == "integer":
            return self._parse_integer(text)
        if self.kind == "date":
            return self._parse_date(text)
        if is_choice(self.kind) and not self._get_choice(text):
            raise ValueError(self._say_choose())
        return text

    def _parse_many(self, texts):
        is_list = isinstance(texts, list | tuple)
        texts = [str(text) for text in (texts if is_list else [texts]) if text]
        if not all(self._get_choice(text) for text in texts):
            raise ValueError(self._say_choose())
        return texts or None

    def _parse_integer(self, text):
        digits = "".join(text.split())
        is_number = digits.removeprefix("-").isdecimal() and len(digits) < 10
        # Beyond its range a number would be counted with: minus five plates.
        if not is_number or not self._is_in_range(int(digits)):
            raise ValueError(self._say_range())
        return int(digits)

    def _parse_date(self, text):
        try:
            return fields.Date.to_string(fields.Date.to_date(text))
        except ValueError as error:
            raise ValueError(self._say_date()) from error

    # What a value has to be ----------------------------------------------------

    def _is_shown(self, values):
        """Whether the form asks for this field when it holds ``values``."""
        self.ensure_one()
        return is_met(self.condition_code, split_codes(self.condition_values), values)

    def _check_value(self, value):
        """Return the sentence that says what is wrong with ``value``, if anything."""
        self.ensure_one()
        if value in (None, "", []):
            return self._say_missing() if self.is_required else None
        if self.kind == "integer" and not self._is_in_range(value):
            return self._say_range()
        if self.kind in ("char", "text") and not self._is_text(value):
            return self.env._(
                "%(field)s: shorten it to %(max)s characters.",
                field=self.name,
                max=self.range_max,
            )
        if is_choice(self.kind) and not self._is_choice(value):
            return self._say_choose()
        return None

    def _is_in_range(self, value):
        if isinstance(value, bool) or not isinstance(value, int):
            return False
        return self.range_min <= value <= (self.range_max or value)

    def _is_text(self, value):
        limit = self.range_max or 2000
        return isinstance(value, str) and len(value) <= limit

    def _is_choice(self, value):
        codes = value if isinstance(value, list) else [value]
        return all(self._get_choice(code) for code in codes)

    def _get_choice(self, code):
        """Return the :class:`Choice` with ``code``, a false one if not offered."""
        if not self:
            return NO_CHOICE
        if is_record(self.kind):
            return self._get_record_model()._get_choice(code, is_offered=True)
        question = self.order_type_id._get_form().questions.get(self.code)
        choice = question.choices.get(str(code), NO_CHOICE) if question else NO_CHOICE
        return choice if choice.is_offered else NO_CHOICE

    def _get_record_model(self):
        """Return the model whose records can be chosen here, empty."""
        return self.env[self.order_type_id._get_record_models()[self.kind]]

    def _say_missing(self):
        if is_choice(self.kind):
            return self._say_choose()
        if self.kind == "integer":
            return self._say_range()
        if self.kind == "date":
            return self._say_date()
        return self.env._("%(field)s: fill this in.", field=self.name)

    def _say_choose(self):
        return self.env._("%(field)s: choose from the list.", field=self.name)

    def _say_date(self):
        return self.env._("%(field)s: choose a date.", field=self.name)

    def _say_range(self):
        least = formatLang(self.env, self.range_min, digits=0)
        if not self.range_max:
            return self.env._(
                "%(field)s: enter a whole number from %(min)s.",
                field=self.name,
                min=least,
            )
        return self.env._(
            "%(field)s: enter a whole number from %(min)s to %(max)s.",
            field=self.name,
            min=least,
            max=formatLang(self.env, self.range_max, digits=0),
        )

    # What people see -----------------------------------------------------------

    def _get_default(self):
        """Return the value that the form starts with, or None."""
        self.ensure_one()
        if self.kind == "boolean":
            return self.default_value == "yes"
        if self.kind == "multi":
            return self._parse(split_codes(self.default_value))
        return self._parse(self.default_value or None)

    def _get_usual(self, values):
        """Return what the shop takes when nothing is chosen, or None.

        :param values: what the form holds in the fields above
        """
        self.ensure_one()
        for code in split_codes(self.default_codes):
            source = self.order_type_id._get_fields([code])
            facts = source._get_choice(values.get(code)).data or {}
            if self.code in facts:
                return self._parse(facts[self.code])
        return None

    def _get_widget(self):
        """Return how the portal draws this field."""
        self.ensure_one()
        if is_record(self.kind):
            return "select"
        if self.kind != "selection":
            return self.kind
        is_short = len(self.value_ids) <= TILES_AT_MOST
        return "tiles" if is_short or self._has_pictures() else "select"

    def _has_pictures(self):
        """Whether its choices are told apart by pictures, such as folds."""
        self.ensure_one()
        return any(self.value_ids.mapped("picture"))

    def _get_question(self, choices):
        """Return this field as a :class:`Question` in the user's language.

        :param choices: all ``print.spec.value`` of this field, archived ones too
        """
        self.ensure_one()
        return Question(
            code=self.code,
            name=self.name,
            kind=self.kind,
            section=self.section,
            unit=self.unit or "",
            condition_code=self.condition_code or "",
            condition_values=split_codes(self.condition_values),
            choices={
                choice.code: Choice(
                    choice.code,
                    choice.name,
                    choice.data or {},
                    is_offered=choice.active,
                )
                for choice in choices
            },
        )

    def _format_value(self, value):
        """Return ``value`` as a person reads it, without the unit."""
        self.ensure_one()
        order_type = self.order_type_id
        question = order_type._get_form().questions[self.code]
        form = Form("", {self.code: question})
        records = order_type._get_record_choices({self.code: value}, form)
        return order_type._format_answer(question, value, records)
