from odoo import fields, models


class DeliveryCarrier(models.Model):
    _inherit = "delivery.carrier"

    is_print_pickup = fields.Boolean(
        "Collected by the client",
        help="The client collects the order himself: it is handed over, not shipped.",
    )
