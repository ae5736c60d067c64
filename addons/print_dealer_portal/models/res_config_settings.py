from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    is_dealer_price_with_tax = fields.Boolean(
        related="company_id.is_dealer_price_with_tax", readonly=False
    )
    end_customer_pricelist_id = fields.Many2one(
        related="company_id.end_customer_pricelist_id", readonly=False
    )
