from odoo import api, models, tools


class AccountTax(models.Model):
    """Whether prices of the list hold taxes: each page of products asks."""

    _name = "account.tax"
    _inherit = ["account.tax", "print.cached.mixin"]

    @api.model
    @tools.ormcache("company_id")
    def _is_any_included(self, company_id):
        """Whether a price of this company may hold a tax, whatever the product."""
        # Who reads prices has no right on taxes. Archived ones still count.
        taxes_sudo = self.sudo().with_context(active_test=False)
        domain = [
            ("company_id", "parent_of", company_id),
            ("price_include", "=", True),
        ]
        return bool(taxes_sudo.search_count(domain, limit=1))
