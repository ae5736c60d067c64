from odoo import api, models
from odoo.fields import Domain

WITHIN = ("any", "not any")


class Base(models.AbstractModel):
    """Nobody guesses by a search what he may not read.

    Core asks ``_has_field_access`` for fields of a table, and forgets those that search
    by a method: a client could find out whether his credit is above a figure.
    """

    _inherit = "base"

    def _read_rows(self, name):
        """Read a field of many records with all that stands in them, and return them.

        By one query: core asks which they are, and for their fields later.
        """
        return self.with_context(print_whole_rows=True).mapped(name).with_env(self.env)

    @api.model
    def search_fetch(self, domain, field_names=None, *args, **options):
        if self.env.context.get("print_whole_rows"):
            field_names = None
        return super().search_fetch(domain, field_names, *args, **options)

    def _search(self, domain, *args, bypass_access=False, **kwargs):
        if not (self.env.su or bypass_access):
            domain = Domain(domain)
            self._check_guesses(domain)
        return super()._search(domain, *args, bypass_access=bypass_access, **kwargs)

    def _read_group_groupby(self, alias, groupby_spec, query):
        """Core groups by fields of many values without asking whether they are open."""
        name = groupby_spec.partition(":")[0].partition(".")[0]
        field = self._fields.get(name)
        if field is not None and field.type == "many2many" and not self.env.su:
            self._check_guess(field)
        return super()._read_group_groupby(alias, groupby_spec, query)

    def _check_guesses(self, domain):
        """Refuse a domain that asks for closed fields, however long their path.

        :raise AccessError: naming the field
        """
        for condition in domain.iter_conditions():
            model, is_asked = self, True
            for name in condition.field_expr.split("."):
                field = model._fields.get(name)
                if field is None:
                    break  # core says that it is no field
                # Beyond a field that searches by a method core asks for none.
                is_asked = is_asked and field.store
                if not is_asked:
                    model._check_guess(field)
                if not field.relational:
                    break
                model = model.env[field.comodel_name]
            if condition.operator in WITHIN and isinstance(
                condition.value, Domain | list | tuple
            ):
                model._check_guesses(Domain(condition.value))

    def _check_guess(self, field):
        """Refuse it to clients and to production; core's own pages serve the others."""
        if self._has_field_access(field, "read"):
            return
        user = self.env.user
        if user.share or user._is_production():
            self._check_field_access(field, "read")
