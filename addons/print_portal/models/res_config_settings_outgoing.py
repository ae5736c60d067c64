from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    print_outgoing_days = fields.Integer(
        related="company_id.print_outgoing_days", readonly=False
    )
