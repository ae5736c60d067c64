from odoo import fields, models


class PrintOrderType(models.Model):
    """What a kind of work asks for before its jobs go on."""

    _inherit = "print.order.type"

    gate_ids = fields.Many2many(
        "print.gate",
        "print_gate_order_type_rel",
        "order_type_id",
        "gate_id",
        string="Gates",
        default=lambda self: self.env["print.gate"].search([("is_usual", "=", True)]),
        help="What has to be true before a job of this work goes on.",
    )
