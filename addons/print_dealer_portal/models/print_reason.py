from odoo import fields, models


class PrintReason(models.Model):
    """Why an order of the partner portal is refused."""

    _inherit = "print.reason"

    kind = fields.Selection(
        selection_add=[("refuse", "Refuse an order")], ondelete={"refuse": "cascade"}
    )
