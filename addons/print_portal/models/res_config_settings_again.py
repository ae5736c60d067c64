from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    print_repeat_days = fields.Integer(
        related="company_id.print_repeat_days", readonly=False
    )
