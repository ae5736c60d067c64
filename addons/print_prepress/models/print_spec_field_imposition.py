from odoo import fields, models


class PrintSpecField(models.Model):
    _inherit = "print.spec.field"

    kind = fields.Selection(
        selection_add=[("imposition", "An imposition scheme")],
        ondelete={"imposition": "cascade"},
    )
