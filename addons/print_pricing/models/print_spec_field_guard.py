from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..form import LIST_KINDS, split_codes
from .print_order_type_design import CODE


class PrintSpecField(models.Model):
    """What keeps a shop that changes its forms from breaking one."""

    _inherit = "print.spec.field"

    is_locked = fields.Boolean(
        compute="_compute_is_locked",
        help="Rules and prices know this field by its code: it can be hidden and"
        " worded otherwise, not removed.",
    )

    @api.depends("code", "order_type_id.process")
    def _compute_is_locked(self):
        shipped = self._get_shipped_ids()
        for field in self:
            order_type = field.order_type_id
            known = order_type._get_known_codes() if order_type else ()
            field.is_locked = field._origin.id in shipped or field.code in known

    def _get_shipped_ids(self):
        """Return the ids of those fields that came with an add-on."""
        return {
            record_id
            for record_id, names in self._origin._get_external_ids().items()
            if any(not name.startswith("__") for name in names)
        }

    @api.constrains("code")
    def _check_code(self):
        for field in self:
            if not CODE.fullmatch(field.code):
                raise ValidationError(self.order_type_id._say_code(field.code))

    @api.constrains("range_min", "range_max")
    def _check_range(self):
        for field in self:
            if field.range_max and field.range_min > field.range_max:
                raise ValidationError(
                    self.env._(
                        "%(field)s: the smallest number is above the largest.",
                        field=field.name,
                    )
                )

    @api.constrains("default_value", "kind", "range_min", "range_max", "value_ids")
    def _check_default(self):
        """Refuse a form that opens with an answer that cannot be ordered."""
        if self._is_loading():
            return
        self._check_range()
        for field in self.filtered("default_value"):
            if message := field._get_default_error():
                raise ValidationError(self.env._("Default value. %s", message))

    def _get_default_error(self):
        if self.kind == "boolean":
            if self.default_value not in ("yes", "no"):
                return self.env._("%(field)s: write yes or no.", field=self.name)
            return None
        try:
            return self._check_value(self._get_default())
        except ValueError as error:
            return str(error)

    @api.constrains(
        "condition_code", "condition_values", "section", "sequence", "active", "code"
    )
    def _check_conditions(self):
        if not self._is_loading() and not self.env.context.get("print_reorders"):
            self.order_type_id._check_conditions()

    def _is_loading(self):
        """Whether data files are read: they bring fields before their choices."""
        return self.env.context.get("install_mode")

    def _check_condition(self, asked):
        """Refuse a condition that can never be met.

        :param dict asked: the fields that the form asks before this one, by code
        """
        self.ensure_one()
        if not self.condition_code:
            return
        parent = asked.get(self.condition_code)
        if not parent:
            raise ValidationError(
                self.env._(
                    "%(field)s depends on %(code)s, which the form does not ask"
                    " before it.",
                    field=self.name,
                    code=self.condition_code,
                )
            )
        if parent.kind not in LIST_KINDS:
            return
        codes = parent.with_context(active_test=False).value_ids.mapped("code")
        if unknown := set(split_codes(self.condition_values)) - set(codes):
            raise ValidationError(
                self.env._(
                    "%(field)s: %(parent)s has no choice %(codes)s.",
                    field=self.name,
                    parent=parent.name,
                    codes=", ".join(sorted(unknown)),
                )
            )

    def web_resequence(self, specification, field_name="sequence", offset=0):
        """Take a new order as a whole: on the way to it conditions may be broken."""
        reordered = self.with_context(print_reorders=True)
        result = super(PrintSpecField, reordered).web_resequence(
            specification, field_name, offset
        )
        self.order_type_id._check_conditions()
        return result

    def write(self, vals):
        if not self._is_loading():
            for field in self:
                field._check_change(vals)
        return super().write(vals)

    def _check_change(self, vals):
        """Refuse to take away what rules know this field by."""
        is_renamed = any(
            name in vals and vals[name] != self[name] for name in ("code", "kind")
        )
        if is_renamed and self.is_locked:
            raise ValidationError(
                self.env._(
                    "%(field)s: rules know its code and kind. Hide it and add another.",
                    field=self.name,
                )
            )
        is_dropped = (
            vals.get("active") is False
            or vals.get("is_required") is False
            or vals.get("condition_code")
        )
        if is_dropped and self.code in self.order_type_id._get_needed_codes():
            raise ValidationError(
                self.env._(
                    "%(field)s: this work cannot be ordered without it.",
                    field=self.name,
                )
            )

    @api.ondelete(at_uninstall=False)
    def _unlink_except_locked(self):
        for field in self:
            if field.is_locked:
                raise ValidationError(
                    self.env._(
                        "%(field)s: rules know this field. Hide it instead.",
                        field=field.name,
                    )
                )
        order_types = self.order_type_id
        children = self.search(
            [
                ("order_type_id", "in", order_types.ids),
                ("condition_code", "in", self.mapped("code")),
                ("id", "not in", self.ids),
            ],
            limit=1,
        )
        if children:
            raise ValidationError(
                self.env._(
                    "%(field)s depends on it: change that condition first.",
                    field=children.name,
                )
            )
