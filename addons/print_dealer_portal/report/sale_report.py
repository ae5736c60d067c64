from odoo import fields, models


class SaleReport(models.Model):
    """Sales of the partner portal beside all others."""

    _inherit = "sale.report"

    is_partner_portal = fields.Boolean("Partner portal", readonly=True)

    def _select_additional_fields(self):
        return {
            **super()._select_additional_fields(),
            "is_partner_portal": "s.is_partner_portal",
        }

    def _group_by_sale(self):
        return f"{super()._group_by_sale()}, s.is_partner_portal"
