from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    print_repeat_days = fields.Integer(
        "Prices hold for repeats, days",
        default=30,
        help="Work that is ordered again without a change costs what it did for so many"
        " days. 0: always the price of the day.",
    )

    _print_repeat_days = models.Constraint(
        "CHECK (print_repeat_days >= 0 AND print_repeat_days <= 3650)",
        "Prices for repeats: enter 0 to 3650 days.",
    )
