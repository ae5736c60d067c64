from odoo import fields, models


class DeliveryCarrier(models.Model):
    _inherit = "delivery.carrier"

    is_print_pickup = fields.Boolean(
        "Collected by the client",
        help="The client collects the order himself: it is handed over, not shipped.",
    )
    print_delivery_days = fields.Integer(
        "Days on the way",
        help="Working days from the shop to the client, beside the work itself.",
    )

    _print_delivery_days_not_negative = models.Constraint(
        "CHECK (print_delivery_days >= 0 AND print_delivery_days <= 365)",
        "Days on the way: enter a number from 0 to 365.",
    )
