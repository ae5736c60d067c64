import json
import re

from odoo import api, fields, models
from odoo.exceptions import ValidationError

PICTURE = re.compile(r"/[^/\\].*")
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


class PrintSpecValue(models.Model):
    """How a shop words its lists, and what keeps it from breaking one."""

    _inherit = "print.spec.value"

    facts = fields.Text(
        compute="_compute_facts",
        inverse="_inverse_facts",
        help="What rules and prices know of this choice, one fact a line, such as"
        " rolls: [1370, 1520].",
    )

    @api.depends("data")
    def _compute_facts(self):
        for choice in self:
            choice.facts = "\n".join(
                f"{name}: {_write_fact(fact)}"
                for name, fact in (choice.data or {}).items()
            )

    def _inverse_facts(self):
        for choice in self:
            choice.data = choice._parse_facts()

    def _parse_facts(self):
        """Return the facts that were written, as ``data`` keeps them."""
        data = {}
        for line in (self.facts or "").splitlines():
            if not line.strip():
                continue
            name, colon, text = line.partition(":")
            if not colon or not name.strip().isidentifier():
                raise ValidationError(
                    self.env._(
                        "%(choice)s: write one fact a line, such as rolls: [1370].",
                        choice=self.name,
                    )
                )
            data[name.strip()] = _read_fact(text.strip())
        return data

    @api.constrains("code")
    def _check_code(self):
        for choice in self:
            if not CODE.fullmatch(choice.code):
                raise ValidationError(
                    self.env._(
                        "Code %(code)s: use Latin letters, digits, dots and _.",
                        code=choice.code,
                    )
                )

    @api.constrains("picture")
    def _check_picture(self):
        """Refuse pictures of other servers: they would learn who orders what."""
        for choice in self.filtered("picture"):
            if not PICTURE.fullmatch(choice.picture):
                raise ValidationError(
                    self.env._(
                        "%(choice)s: begin the address of its picture with one /.",
                        choice=choice.name,
                    )
                )

    @api.constrains("data")
    def _check_data(self):
        """Refuse facts that the rules of this work could not read."""
        if self.field_id._is_loading():
            return
        for choice in self.filtered("data"):
            field = choice.field_id
            values = {**field.order_type_id._get_default_values()}
            values[field.code] = choice.code
            try:
                process = field.order_type_id._get_process(values)
                list(process.findings())
                process.drivers()
            except (ArithmeticError, LookupError, TypeError, ValueError) as error:
                raise ValidationError(
                    self.env._(
                        "%(choice)s: rules cannot read these facts.", choice=choice.name
                    )
                ) from error

    @api.constrains("active", "code")
    def _check_default(self):
        for field in self.field_id:
            field._check_default()

    def write(self, vals):
        if "code" in vals:
            for choice in self:
                choice._check_rename(vals["code"])
        return super().write(vals)

    def _check_rename(self, code):
        if code != self.code and self._get_external_ids()[self.id]:
            raise ValidationError(
                self.env._(
                    "%(choice)s: rules know it by its code. Hide it, add another.",
                    choice=self.name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_used(self):
        """Keep what a rate is for: without its choice it would be a rate for all."""
        for choice in self:
            tariffs = self.env["print.tariff"].with_context(active_test=False)
            column = [("column_field_id", "=", choice.field_id.id)]
            has_rate = tariffs.search_count([("value_ids", "in", choice.ids)], limit=1)
            has_rate |= choice in tariffs.search(column)._get_column_choices()
            if has_rate or choice.field_id.default_value == choice.code:
                raise ValidationError(
                    self.env._(
                        "%(choice)s is a default or has a rate: hide it instead.",
                        choice=choice.name,
                    )
                )


def _write_fact(fact):
    """Return a fact as people write it: text without quotes where that is clear."""
    if isinstance(fact, str) and _read_fact(fact) == fact:
        return fact
    return json.dumps(fact, ensure_ascii=False)


def _read_fact(text):
    try:
        return json.loads(text)
    except ValueError:
        return text
