from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    print_support_email = fields.Char(
        related="company_id.print_support_email", readonly=False
    )
