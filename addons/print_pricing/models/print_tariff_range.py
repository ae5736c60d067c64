from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError


class PrintTariffRange(models.Model):
    """Numbers between which a job must stay for a tariff: 60 to 100 lines per cm."""

    _name = "print.tariff.range"
    _inherit = "print.price.part.mixin"
    _description = "Range of a Print Tariff"
    _order = "tariff_id, id"

    tariff_id = fields.Many2one(
        "print.tariff", required=True, ondelete="cascade", index=True
    )
    order_type_id = fields.Many2one(related="tariff_id.order_type_id")
    field_id = fields.Many2one(
        "print.spec.field",
        string="Number",
        required=True,
        domain="[('order_type_id', '=', order_type_id), ('kind', '=', 'integer')]",
        ondelete="cascade",
    )
    has_lowest = fields.Boolean("Has a lower end", default=True)
    lowest = fields.Float("At least", digits=(16, 3))
    has_highest = fields.Boolean("Has an upper end", default=True)
    highest = fields.Float("At most", digits=(16, 3))

    _field_uniq = models.UniqueIndex(
        "(tariff_id, field_id)", "This number has a range already: change that one."
    )

    @api.constrains("lowest", "highest", "has_lowest", "has_highest")
    def _check_range(self):
        for each in self:
            if each.has_lowest and each.has_highest and each.highest < each.lowest:
                raise ValidationError(
                    self.env._("At most: enter %s or more.", f"{each.lowest:g}")
                )

    @api.constrains("field_id", "lowest", "highest", "has_lowest", "has_highest")
    def _check_overlap(self):
        self.tariff_id._check_overlap()

    def _get_ranges(self):
        """Return ``{code of the field: (lowest, highest)}``, None for an open end."""
        return {
            each.field_id.code: (
                Decimal(f"{each.lowest:.3f}") if each.has_lowest else None,
                Decimal(f"{each.highest:.3f}") if each.has_highest else None,
            )
            for each in self
        }

    def _get_order_types(self):
        return self.tariff_id.order_type_id
