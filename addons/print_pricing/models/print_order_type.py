import re
from decimal import Decimal

from odoo import api, fields, models, tools
from odoo.tools.misc import format_date, formatLang

from ..estimate import ACCEPT, PROCESSES
from ..form import NO_CHOICE, FieldIndex, Form, is_choice
from ..spec_error import SpecError

OTHER = "other"  # code of the choice for what a list does not have
DATE = re.compile(r"\d{4}-\d\d-\d\d")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


class PrintOrderType(models.Model):
    """A kind of work that can be ordered, with the form that asks for it."""

    _name = "print.order.type"
    _inherit = "print.form.part.mixin"
    _description = "Print Order Type"
    _order = "sequence, name"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, copy=False)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    company_id = fields.Many2one(
        "res.company", help="Empty: every company of the shop offers this work."
    )
    description = fields.Text(
        translate=True, help="What a client should know before he orders."
    )
    icon = fields.Char(
        default="fa-file-o", help="Font Awesome 4.7 class shown beside the work."
    )
    process = fields.Selection(
        [
            ("pieces", "Pieces"),
            ("plates", "Printing plates"),
            ("area", "Printed area"),
        ],
        required=True,
        default="pieces",
        help="How the quantity to bill is counted from the form.",
    )
    needs_files = fields.Boolean(
        "Files needed",
        default=True,
        help="An order of this work needs files, now or later.",
    )
    takes_files = fields.Boolean(
        "Files welcome",
        default=True,
        help="Clients may add files to an order of this work, such as texts and"
        " pictures for a design. Where files are needed they always may.",
    )
    is_priced_by_hand = fields.Boolean(
        "Priced by hand",
        help="No price is computed: a salesperson answers with a quotation.",
    )
    summary_pattern = fields.Char(
        "In one line",
        translate=True,
        help="The work in one line. Codes of fields in braces are replaced by what"
        " was chosen, such as {plate_format} mm, {screen_ruling} lpi.",
    )
    field_ids = fields.One2many("print.spec.field", "order_type_id", copy=True)
    field_count = fields.Integer(compute="_compute_field_count")
    tariff_ids = fields.One2many("print.tariff", "order_type_id")
    product_ids = fields.One2many(
        "product.template", "print_order_type_id", string="Products"
    )
    product_id = fields.Many2one(
        "product.product",
        string="Sold as",
        compute="_compute_product_id",
        help="What an order line of this work sells.",
    )

    _code_company_uniq = models.UniqueIndex(
        "(code, COALESCE(company_id, 0))",
        "Another print order type already has this code.",
    )

    @api.depends("product_ids.active", "product_ids.product_variant_id")
    def _compute_product_id(self):
        for order_type in self:
            order_type.product_id = order_type.product_ids[:1].product_variant_id

    @api.depends("field_ids")
    def _compute_field_count(self):
        for order_type in self:
            order_type.field_count = len(order_type.field_ids)

    @tools.ormcache("self.id", "self.env.lang")
    def _get_form(self):
        """Return the :class:`Form` as it is asked now, in the user's language.

        Built once: a check costs the same with ten choices and with a thousand.
        """
        self.ensure_one()
        # Whoever may ask for a form gets all of it; hidden fields are not asked.
        order_type = self.sudo().with_context(active_test=True)
        form_fields = order_type.field_ids
        choices = form_fields.with_context(active_test=False).value_ids.grouped(
            "field_id"
        )
        questions = [
            field._get_question(choices.get(field, ())) for field in form_fields
        ]
        return Form(
            order_type.summary_pattern or "",
            {question.code: question for question in questions},
        )

    @tools.ormcache("self.id")
    def _get_field_index(self):
        """Return the :class:`FieldIndex` of this form, built once."""
        # Whoever may ask for a form gets all of it.
        form_fields = self.sudo().with_context(active_test=True).field_ids
        return FieldIndex(
            {field.code: (n, field.id) for n, field in enumerate(form_fields)},
            always=_codes(form_fields, lambda field: field.kind == "boolean"),
            required=_codes(form_fields, lambda field: field.is_required),
            usual=_codes(form_fields, lambda field: field.default_codes),
        )

    def _get_fields(self, codes):
        """Return the fields with ``codes`` that the form asks, in its order."""
        self.ensure_one()
        ids = self._get_field_index().ids(codes)
        return self.env["print.spec.field"].browse(ids)

    def _takes_files(self):
        """Whether the form has a place for files."""
        self.ensure_one()
        return self.needs_files or self.takes_files

    def _get_sections(self):
        """Return ``[(section label, fields), ...]`` as the form shows them."""
        self.ensure_one()
        selection = self.env["print.spec.field"].fields_get(["section"])
        labels = dict(selection["section"]["selection"])
        return [
            (labels[section], form_fields)
            for section, form_fields in self.field_ids.grouped("section").items()
        ]

    def _get_default_values(self):
        """Return what the form holds before anything was typed."""
        self.ensure_one()
        defaults = ((field.code, field._get_default()) for field in self.field_ids)
        values = {code: value for code, value in defaults if value is not None}
        return self._fill_from_records(values, is_default=True)

    def _parse_form(self, raw):
        """Read what a person typed.

        :param raw: mapping of field code to text, or list of texts for a multiple
            choice; unknown keys are ignored
        :return: ``(values, errors)``: values typed as the spec keeps them, and a
            :class:`SpecError` for each field that could not be read
        """
        self.ensure_one()
        values, errors = {}, []
        typed = [code for code in raw if raw.get(code) not in (None, "", [])]
        for field in self._get_fields(self._get_field_index().always.union(typed)):
            try:
                value = field._parse(raw.get(field.code))
            except ValueError as error:
                errors.append(SpecError("F00", field.code, str(error)))
                continue
            if value is not None:
                values[field.code] = value
        shown = self._drop_hidden(self._fill_from_records(values))
        return self._fill_usual(shown), errors

    def _fill_from_records(self, values, is_default=False):
        """Return ``values`` with what the chosen press decides about other fields.

        :param is_default: also where the form has a default of its own; by default
            only where nothing was entered
        """
        records = self._get_record_choices(values, self._get_form())
        for choice in records.values():
            fills = self._get_fills(choice)
            values = values | fills if is_default else fills | values
        return values

    def _get_fills(self, choice):
        """Return what ``choice`` decides about other fields, as this form takes it.

        A value that a list does not offer is its "other", if it has that.
        """
        fills = {}
        for field in self._get_fields(choice.fills):
            value = choice.fills[field.code]
            wanted = [value, OTHER] if field.kind == "selection" else [value]
            fitting = [v for v in wanted if not field._check_value(v)]
            if fitting:
                fills[field.code] = fitting[0]
        return fills

    def _drop_hidden(self, values):
        """Return ``values`` without those of fields that the form does not show.

        A field comes after the one it depends on, so one pass drops whole chains.
        """
        shown = {}
        for field in self._get_fields(values):
            if field._is_shown(shown):
                shown[field.code] = values[field.code]
        return shown

    def _fill_usual(self, values):
        """Return ``values`` with what the shop usually takes where nothing was chosen.

        See ``print.spec.field.default_codes``; one pass, as in ``_drop_hidden``.
        """
        filled = dict(values)
        for field in self._get_fields(self._get_field_index().usual):
            if field.code not in filled and field._is_shown(filled):
                usual = field._get_usual(filled)
                if usual is not None:
                    filled[field.code] = usual
        return filled

    def _check_spec(self, spec):
        """Return every error of ``spec`` at once, none if the job can be ordered.

        The only door for the question whether a spec is complete and right. Add-ons
        add their rules by super.

        :param spec: a ``print.spec``, stored or new
        :return: list of :class:`SpecError`, in the order of the form, one for each
            field at most; what the client has accepted is left out
        """
        self.ensure_one()
        errors = self._check_fields(spec.values or {}) + self._check_rules(spec)
        accepted = set(spec.accepted_rules or ())
        by_field = {}
        for error in errors:
            if error.severity == ACCEPT and error.rule in accepted:
                continue
            by_field.setdefault(error.field, error)
        places = self._get_field_index().places
        first = (-1, 0)  # what belongs to no field is said before them
        return sorted(by_field.values(), key=lambda e: places.get(e.field, first))

    def _check_fields(self, values):
        """Return an error for each field that is missing or out of its range."""
        errors = []
        values = self._fill_usual(values)
        required = self._get_field_index().required
        for field in self._get_fields(required.union(values)):
            if not field._is_shown(values):
                continue
            if message := field._check_value(values.get(field.code)):
                errors.append(SpecError("F00", field.code, message))
        return errors

    def _check_rules(self, spec):
        """Return the contradictions between fields, as sentences for the client."""
        process = self._get_process(spec.values or {})
        sentences = self._get_rule_sentences()
        return [
            SpecError(
                finding.rule,
                finding.field,
                sentences[finding.rule] % self._localize(finding.params),
                finding.severity,
                self._get_fix(finding),
            )
            for finding in process.findings()
        ]

    def _get_fix(self, finding):
        """Return the value that mends the field, if the shop offers it."""
        field = self._get_fields([finding.field])
        is_offered = field.kind != "selection" or field._get_choice(finding.fix)
        return finding.fix if is_offered else None

    def _localize(self, params):
        """Return ``params`` with fractions as the user's language writes them."""
        return {name: self._localize_one(value) for name, value in params.items()}

    def _localize_one(self, value):
        if isinstance(value, tuple):
            return " / ".join(map(self._localize_one, value))
        if isinstance(value, Decimal):
            digits = -value.as_tuple().exponent
            return formatLang(self.env, float(value), digits=digits)
        return value

    def _get_process(self, values, form=None, records=None):
        """Return the ``estimate`` process of this type, filled from ``values``.

        :param form: the :class:`Form` that was filled, by default as it is now
        :param records: see ``_get_record_choices``
        """
        self.ensure_one()
        facts = self._get_facts(values, form, records)
        return PROCESSES[self.process].from_values(facts)

    def _get_facts(self, values, form=None, records=None):
        """Return ``values`` with the facts that the shop keeps with each choice.

        A choice ``media`` brings ``media_name`` (its label) and ``media_data``; several
        choices ``works`` bring ``works_data``, a list in the order of the choices.
        """
        form = form or self._get_form()
        if records is None:
            records = self._get_record_choices(values, form)
        facts = self._fill_usual(values)
        for question in form.choice_questions:
            code, value = question.code, values.get(question.code)
            if question.kind == "multi":
                choices = [
                    _find_choice(question, each, records) for each in value or ()
                ]
                facts[f"{code}_data"] = [choice.data for choice in choices]
            else:
                choice = _find_choice(question, value, records)
                facts[f"{code}_name"] = choice.name
                facts[f"{code}_data"] = choice.data
        return facts

    def _get_record_choices(self, values, form):
        """Return what was chosen among records of the shop, not among a field's list.

        :return: dict of field code to :class:`Choice`
        """
        models = self._get_record_models()
        return {
            question.code: self.env[models[question.kind]]._get_choice(
                values[question.code]
            )
            for question in form.choice_questions
            if question.kind in models and values.get(question.code)
        }

    @api.model
    def _get_record_models(self):
        """Return the model whose records answer a question, by its kind.

        It offers ``_get_choice`` and ``_get_offered`` as presses do. Add-ons above add
        the kinds that they bring, by super.
        """
        return {"press": "print.press"}

    def _get_rule_sentences(self):
        """Return the sentence for each rule, in the user's language.

        Numbers as in the shop's rule book (forms of the trade, rules across fields).
        Each process adds its own in ``print_order_type_rules_<process>.py``.
        """
        _ = self.env._
        return {
            "F01": _("Enter how many colours are printed on the front or on the back."),
            "F02": _("%(press)s takes plates of %(format)s mm. Keep yours?"),
            "R11": _('"%(a)s" and "%(b)s" would count as two inks. Use one name.'),
            "R12": _(
                "%(lpi)s lpi at %(dpi)s dpi gives only %(n)s tones. Take %(ok)s lpi."
            ),
            "R13": _("Up to %(max)s lpi for %(format)s."),
            "R16": _("%(press)s prints sheets from %(min)s to %(max)s mm."),
            "R16M": _("%(press)s prints sheets up to %(max)s mm."),
            "R16P": _(
                "This sheet takes a plate %(need)s mm high, yours has %(have)s mm."
                " Change one."
            ),
            "R17": _(
                "One set of plates serves both sides: %(n)s plates for the inks of"
                " front and back together. Keep it?"
            ),
            "R18": _(
                "The back has %(b)s colours, which does not go with this way of"
                " printing. Change one of them."
            ),
            "R19": _("%(press)s cannot perfect %(f)s+%(b)s. Choose sheetwise."),
            "R20": _(
                "This plate comes in %(list)s mm. Which one does your press take?"
            ),
            "R21": _("We count %(n)s plates: %(formula)s. You wrote %(m)s. Keep it?"),
            "R21N": _("We count %(n)s plates. You wrote %(m)s. Keep it?"),
            "R25": _("%(media)s does not suit this place. Choose another material."),
            "R25L": _("%(media)s does not last that long. Choose another material."),
            "R26": _("Eyelets need a hem on that side. Keep it without?"),
            "R28": _("The widest roll is %(r)s mm. Allow panels or turn the picture."),
            "R35": _("We price this by hand. Order it, and we answer with a price."),
        }

    def _get_summary(self, values, form=None, records=None):
        """Return the job in one line, in the words that the client chose.

        A part between commas of which nothing was chosen is left out.
        """
        self.ensure_one()
        form = form or self._get_form()
        if records is None:
            records = self._get_record_choices(values, form)
        labels = self._get_summary_labels(values, form, records)
        return ", ".join(
            PLACEHOLDER.sub(lambda match: labels.get(match[1], ""), piece)
            for piece in form.summary_pattern.split(", ")
            if any(labels.get(code) for code in PLACEHOLDER.findall(piece))
        )

    def _get_summary_labels(self, values, form, records):
        """Return what stands for each question's code in the summary."""
        shown = form.drop_hidden(values)
        return {
            code: self._format_answer(question, shown.get(code), records)
            for code, question in form.questions.items()
        }

    @api.model
    def _format_answer(self, question, value, records):
        """Return the answer to ``question`` as a person reads it, without the unit.

        :param records: see ``_get_record_choices``
        """
        if value in (None, "", []):
            return ""
        if question.kind == "boolean":
            return self.env._("yes") if value else self.env._("no")
        if question.kind == "integer" and isinstance(value, int):
            return formatLang(self.env, value, digits=0)
        if question.kind == "date" and DATE.fullmatch(str(value)):
            return format_date(self.env, value)
        if is_choice(question.kind):
            codes = value if isinstance(value, list) else [value]
            return ", ".join(
                _find_choice(question, code, records).name or str(code)
                for code in codes
            )
        # Also what was entered before a shop made another kind of this field.
        return str(value)


def _find_choice(question, code, records):
    """Return the :class:`Choice` with ``code``, a false one when there is none."""
    return records.get(question.code) or question.choices.get(str(code), NO_CHOICE)


def _codes(form_fields, condition):
    return frozenset(form_fields.filtered(condition).mapped("code"))
