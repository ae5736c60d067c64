from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    print_discount_policy = fields.Selection(
        related="company_id.print_discount_policy", readonly=False, required=True
    )
    print_discount_is_capped = fields.Boolean(
        related="company_id.print_discount_is_capped", readonly=False
    )
    print_final_percent = fields.Float(
        related="company_id.print_final_percent", readonly=False
    )
    print_final_amount = fields.Monetary(
        related="company_id.print_final_amount",
        readonly=False,
    )
    print_overs_percent = fields.Float(
        related="company_id.print_overs_percent", readonly=False
    )
