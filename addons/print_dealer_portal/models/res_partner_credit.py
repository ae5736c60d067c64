from odoo import models


class ResPartner(models.Model):
    """A raised limit lets orders go on that it has stopped."""

    _inherit = "res.partner"

    def write(self, vals):
        result = super().write(vals)
        if "credit_limit" in vals:
            self.env["sale.order"]._refresh_credit_of(self.commercial_partner_id)
        return result
