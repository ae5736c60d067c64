from odoo import api, fields, models


class ResPartner(models.Model):
    """How much a dealer orders at least."""

    _inherit = "res.partner"

    print_minimum_order = fields.Float(
        "Smallest order",
        company_dependent=True,
        groups="base.group_user",
        help="Without tax, in the currency of the company: smaller orders cannot be"
        " sent from the partner portal. 0: of any size.",
    )

    @api.model
    def _commercial_fields(self):
        return [*super()._commercial_fields(), "print_minimum_order"]
