from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    print_order_type_id = fields.Many2one(
        "print.order.type",
        ondelete="restrict",
        index="btree_not_null",
        help="Ordered with the form of this type, priced by its tariffs.",
    )
