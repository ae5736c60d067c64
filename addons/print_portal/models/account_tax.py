from odoo import api, models


class AccountTax(models.Model):
    _inherit = "account.tax"

    @api.depends_context("lang")
    def _compute_tax_label(self):
        """Papers printed together may speak several languages: core keeps the first."""
        return super()._compute_tax_label()
