from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ProductTemplate(models.Model):
    """How much of a product is sold at once."""

    _inherit = "product.template"

    print_pack_size = fields.Float(
        "Pack",
        digits="Product Unit",
        help="Partners order whole packs of so many units; 0: any quantity.",
    )
    print_minimum = fields.Float(
        "Least quantity",
        digits="Product Unit",
        help="Partners order at least so many units; 0: any quantity.",
    )

    @api.constrains("print_pack_size", "print_minimum")
    def _check_print_pack(self):
        for template in self:
            if template.print_pack_size < 0 or template.print_minimum < 0:
                raise ValidationError(
                    self.env._("Pack and least quantity: enter 0 or more.")
                )
