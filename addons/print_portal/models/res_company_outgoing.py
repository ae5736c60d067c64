from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    print_outgoing_days = fields.Integer(
        "Files for clients are kept",
        default=90,
        help="Days for which a client can fetch what was put out for him.",
    )

    _print_outgoing_days_positive = models.Constraint(
        "CHECK(print_outgoing_days > 0)", "Files for clients: keep them a day or more."
    )
