from odoo import api, models, tools


class AccountAnalyticDistributionModel(models.Model):
    _name = "account.analytic.distribution.model"
    _inherit = ["account.analytic.distribution.model", "print.cached.mixin"]

    @api.model
    @tools.ormcache()
    def _has_any(self):
        """Whether there is any rule: asked for each line that a click changes."""
        # Whoever orders has no right on the shop's accounts.
        return bool(self.sudo().search_count([], limit=1))
