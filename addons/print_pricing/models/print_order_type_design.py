import re

from odoo import api, models
from odoo.exceptions import ValidationError

from ..estimate import PROCESSES, codes_needed, codes_read

CODE = re.compile(r"[a-z][a-z0-9_]*")


class PrintOrderType(models.Model):
    """How a shop makes kinds of work of its own, and what keeps them whole."""

    _inherit = "print.order.type"

    @api.constrains("code")
    def _check_code(self):
        for order_type in self:
            if not CODE.fullmatch(order_type.code):
                raise ValidationError(self._say_code(order_type.code))

    @api.model
    def _say_code(self, code):
        return self.env._(
            "Code %(code)s: use small letters, digits and _, a letter first.", code=code
        )

    def _get_known_codes(self):
        """Return the codes of fields that rules, prices or pages read by name."""
        self.ensure_one()
        return codes_read(PROCESSES[self.process]) | self._get_needed_codes()

    def _get_needed_codes(self):
        """Return the codes of fields without which this work cannot be ordered."""
        self.ensure_one()
        return codes_needed(PROCESSES[self.process]) | {"job_title"}

    def _check_conditions(self):
        """Refuse a field that depends on one which the form does not ask before it.

        So no field can depend on itself, by whatever detour.
        """
        for order_type in self:
            asked = {}
            for field in order_type._get_fields_in_order():
                field._check_condition(asked)
                asked[field.code] = field

    def _get_fields_in_order(self):
        return self.env["print.spec.field"].search([("order_type_id", "=", self.id)])

    # New kinds of work from old ones --------------------------------------------------

    def copy_data(self, default=None):
        vals_list = super().copy_data(default)
        for order_type, vals in zip(self, vals_list, strict=True):
            if not (default or {}).get("code"):
                vals["code"] = order_type._get_free_code()
        return vals_list

    def _get_free_code(self):
        """Return a code for a copy of this type that no other has."""
        self.ensure_one()
        base = f"{self.code}_copy"
        taken = set(
            self.with_context(active_test=False)
            .search([("code", "=like", f"{self.code}%")])
            .mapped("code")
        )
        numbers = range(2, len(taken) + 3)
        codes = [base, *(f"{base}{number}" for number in numbers)]
        return next(code for code in codes if code not in taken)

    def copy(self, default=None):
        """Return types with the same form, each with a product: they can be ordered.

        Rates are not copied: until it has its own, new work is priced by hand.
        """
        new_types = super().copy(default)
        for old, new in zip(self, new_types, strict=True):
            if not (default or {}).get("name"):
                old._name_copy(new)
            # Who may make kinds of work makes what sells them, without other rights.
            for product in old.sudo().product_ids[:1]:
                product.copy({"print_order_type_id": new.id})._take_names(new)
        return new_types

    def _name_copy(self, new):
        """Name ``new`` a copy of this, in every language of the shop."""
        for lang, _name in self.env["res.lang"].get_installed():
            old = self.with_context(lang=lang)
            new.with_context(lang=lang).name = old.env._("%s (copy)", old.name)

    def action_duplicate(self):
        """Make a new kind of work from this one, and show it."""
        self.ensure_one()
        new = self.copy()
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": new.id,
            "view_mode": "form",
        }

    def action_open_fields(self):
        """Show the fields of this form, section by section."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "print_pricing.print_spec_field_action"
        )
        action["display_name"] = self.env._("Form: %s", self.name)
        action["domain"] = [("order_type_id", "=", self.id)]
        action["context"] = {
            "default_order_type_id": self.id,
            "search_default_by_section": 1,
            "active_test": False,
            # Sections in the order of the form; an empty one takes fields too.
            "read_group_expand": True,
        }
        return action
