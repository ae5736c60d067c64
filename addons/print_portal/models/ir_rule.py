from odoo import api, models, tools
from odoo.fields import Domain

# Of which company a record is, where core lets portal users see those of theirs.
OF_COMPANY = {"sale.order": "partner_id", "account.move": "partner_id"}


class IrRule(models.Model):
    """Core's rules for portal users, in words that the database answers at once.

    For "a contact of my company" core collects these contacts anew for each search, a
    query for each level. Whose client a contact is, is a column of ours, by which our
    own rules go.
    """

    _inherit = "ir.rule"

    @api.model
    @tools.ormcache(
        "self.env.uid",
        "self.env.su",
        "model_name",
        "mode",
        "tuple(self._compute_domain_context_values())",
    )
    def _compute_domain(self, model_name, mode="read"):
        domain = super()._compute_domain(model_name, mode)
        path, user = OF_COMPANY.get(model_name), self.env.user
        if not path or self.env.su or not user.share:
            return domain
        client = user._print_client()
        # What is below a branch, no column tells.
        if not client or client != user._print_buyer():
            return domain

        def say(condition):
            is_of_company = (
                condition.operator == "child_of"
                and condition.field_expr == path
                and set(condition.value) == {client.id}
            )
            if is_of_company:
                return Domain(f"{path}.print_client_id", "=", client.id)
            return condition

        return domain.map_conditions(say).optimize(self.env[model_name])
