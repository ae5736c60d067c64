from odoo import fields, models


class ProductTemplate(models.Model):
    _inherit = "product.template"

    print_order_type_id = fields.Many2one(
        "print.order.type",
        ondelete="restrict",
        index="btree_not_null",
        help="Ordered with the form of this type, priced by its tariffs.",
    )

    def _take_names(self, order_type):
        """Name this product as the work that it sells, in every language."""
        for lang, _name in self.env["res.lang"].get_installed():
            name = order_type.with_context(lang=lang).name
            self.with_context(lang=lang).name = name
