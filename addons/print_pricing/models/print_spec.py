import hashlib
import json
import re

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..form import Choice, is_record

MEASURE = re.compile(r"[\d\s.,×+–-]+")  # such as 85 × 55, which a unit follows

# What an order says for good.
FIXED = {"values", "order_type_id", "form_version_id", "kept_choices"}


class PrintSpec(models.Model):
    """What is asked for: the filled form of one job, in CIP4 terms, lengths in mm.

    Edited in place while its order is a draft; once frozen, a change makes a new
    version. Line, job, proof and estimate each point to the version they mean.
    """

    _name = "print.spec"
    _description = "Print Job Specification"
    _order = "id desc"

    order_type_id = fields.Many2one(
        "print.order.type", required=True, ondelete="restrict", index=True
    )
    values = fields.Json(default=dict, help="Value of each form field, by its code.")
    accepted_rules = fields.Json(
        default=list, help="Warnings that the client has knowingly accepted."
    )
    version = fields.Integer(default=1, readonly=True)
    previous_id = fields.Many2one(
        "print.spec", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    is_frozen = fields.Boolean(
        readonly=True, help="Ordered: a change makes a new version."
    )
    form_version_id = fields.Many2one(
        "print.form.version",
        readonly=True,
        copy=False,
        ondelete="restrict",
        index="btree_not_null",
        help="The form as it was when this was ordered.",
    )
    kept_choices = fields.Json(
        readonly=True,
        copy=False,
        help="Presses and the like as they were when this was ordered.",
    )
    hash = fields.Char(compute="_compute_hash", store=True, index=True)
    line_ids = fields.One2many("sale.order.line", "print_spec_id")
    title = fields.Char(compute="_compute_title", store=True)
    summary = fields.Char(compute="_compute_summary")
    facts_html = fields.Html(compute="_compute_facts_html", sanitize=False)
    quantity = fields.Integer(
        compute="_compute_quantity",
        help="What the order line counts: plates to make, pieces to print.",
    )

    @api.depends("order_type_id", "values")
    def _compute_hash(self):
        for spec in self:
            content = [spec.order_type_id.code, spec.values or {}]
            text = json.dumps(content, sort_keys=True, ensure_ascii=False)
            spec.hash = hashlib.sha256(text.encode()).hexdigest()

    @api.depends("values")
    def _compute_title(self):
        for spec in self:
            spec.title = (spec.values or {}).get("job_title")

    @api.depends("order_type_id", "values")
    @api.depends_context("lang")
    def _compute_summary(self):
        for spec in self:
            spec.summary = spec.order_type_id._get_summary(*spec._get_reading())

    @api.depends("order_type_id", "values")
    @api.depends_context("lang")
    def _compute_facts_html(self):
        row = Markup(
            "<tr><th class='pe-4 fw-normal text-muted'>%s</th><td>%s</td></tr>"
        )
        for spec in self:
            rows = Markup().join(row % fact for fact in spec._get_facts())
            spec.facts_html = (
                Markup("<table class='table table-sm w-auto'>%s</table>") % rows
            )

    @api.depends("order_type_id", "values")
    def _compute_quantity(self):
        for spec in self:
            try:
                spec.quantity = spec._get_drivers().pieces
            except (ValueError, ArithmeticError):
                spec.quantity = 0  # the check of the form says why

    @api.depends("order_type_id", "title", "version")
    def _compute_display_name(self):
        for spec in self:
            spec.display_name = self.env._(
                "%(title)s, version %(version)s",
                title=spec.title or spec.order_type_id.name,
                version=spec.version,
            )

    def _get_drivers(self):
        """Return the ``estimate.Drivers`` of this job."""
        self.ensure_one()
        return self.order_type_id._get_process(*self._get_reading()).drivers()

    def _get_reading(self):
        """Return what it takes to read the values of this spec.

        What was ordered is read with the form and the presses of that day, a draft
        with those of today; so is work that was ordered before forms had versions.

        :return: ``(values, form, records)``, see ``print.order.type._get_process``
        """
        self.ensure_one()
        values = self.values or {}
        if self.is_frozen and self.form_version_id:
            kept = self.kept_choices or {}
            records = {code: Choice(**choice) for code, choice in kept.items()}
            return values, self.form_version_id._get_form(), records
        form = self.order_type_id._get_form()
        # Whose records they are matters only where one was chosen.
        is_chosen = any(
            is_record(question.kind) and values.get(question.code)
            for question in form.choice_questions
        )
        order_type = self._get_order_type() if is_chosen else self.order_type_id
        return values, form, order_type._get_record_choices(values, form)

    def _check(self):
        """Return every :class:`SpecError` of this spec."""
        self.ensure_one()
        return self._get_order_type()._check_spec(self)

    def _get_order_type(self):
        """Return the kind of work, which knows the presses of this spec's client."""
        self.ensure_one()
        partner = self.line_ids.order_id.partner_id[:1]
        if not partner:
            return self.order_type_id
        return self.order_type_id.with_context(print_client_id=partner.id)

    def _get_facts(self):
        """Return the filled fields as ``[(label, value with unit), ...]``."""
        return [(question.name, text) for question, text in self._get_answers()]

    def _get_answers(self):
        """Return what was ordered as ``[(Question, value with unit), ...]``.

        A box that was not ticked says nothing, nor does a field that the form does not
        show with these values.
        """
        values, form, records = self._get_reading()
        answers = []
        for code, question in form.questions.items():
            value = values.get(code)
            if not value and question.kind == "boolean":
                continue
            if not question.is_shown(values):
                continue
            if text := self.order_type_id._format_answer(question, value, records):
                # A format that has a name is not so many millimetres.
                is_measured = question.unit and MEASURE.fullmatch(text)
                unit = f" {question.unit}" if is_measured else ""
                answers.append((question, f"{text}{unit}"))
        return answers

    def _revise(self, values, accepted_rules=()):
        """Keep ``values`` as what is asked for now.

        :param accepted_rules: rules whose warning the client accepts

        :return: this spec while it may still be edited, else its next version
        """
        self.ensure_one()
        content = {"values": values, "accepted_rules": list(accepted_rules or ())}
        if not self.is_frozen:
            self.write(content)
            return self
        if values == self.values:
            return self
        return self.copy(
            {**content, "version": self.version + 1, "previous_id": self.id}
        )

    def _freeze(self):
        """From now on a change of these specs makes a new version.

        What was ordered stays readable as it was: with it goes the form of today.
        """
        versions = self.env["print.form.version"]
        for order_type, specs in self.grouped("order_type_id").items():
            version = versions._keep(order_type)
            for spec in specs.filtered(lambda spec: not spec.form_version_id):
                _values, _form, records = spec._get_reading()
                kept = {code: choice.to_dict() for code, choice in records.items()}
                spec.write({"form_version_id": version.id, "kept_choices": kept})
        self.is_frozen = True

    def copy_data(self, default=None):
        return [
            {**vals, "is_frozen": False} for vals in super().copy_data(default=default)
        ]

    def write(self, vals):
        """Refuse to rewrite what has been ordered, by whatever door."""
        if FIXED & set(vals) and any(self.mapped("is_frozen")):
            raise ValidationError(
                self.env._("This has been ordered: revise it as a new version.")
            )
        return super().write(vals)
