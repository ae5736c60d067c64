from odoo import fields, models


class ResPartner(models.Model):
    _inherit = "res.partner"

    print_discount_ids = fields.One2many(
        "print.discount",
        "commercial_partner_id",
        "Discounts",
        groups="sales_team.group_sale_salesman",
    )
