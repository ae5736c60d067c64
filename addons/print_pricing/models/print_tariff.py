from decimal import Decimal

from odoo import api, fields, models


class PrintTariff(models.Model):
    """A rate: what one plate, square metre or piece of a kind of work costs.

    The most specific rate that fits a spec wins: first one of the client's
    pricelist, then the one with the most matching choices.
    """

    _name = "print.tariff"
    _description = "Print Tariff"
    _order = "order_type_id, id"

    order_type_id = fields.Many2one(
        "print.order.type", required=True, ondelete="cascade", index=True
    )
    pricelist_id = fields.Many2one(
        "product.pricelist",
        ondelete="cascade",
        index="btree_not_null",
        help="Empty: for every pricelist.",
    )
    value_ids = fields.Many2many(
        "print.spec.value",
        string="Applies to",
        domain="[('field_id.order_type_id', '=', order_type_id)]",
        help="Choices of the form, all of which the job must have. Empty: any job.",
    )
    price = fields.Monetary(
        required=True, help="For one unit of the process, tax excluded."
    )
    currency_id = fields.Many2one(
        "res.currency",
        required=True,
        default=lambda self: self.env.company.currency_id,
    )
    company_id = fields.Many2one("res.company", related="order_type_id.company_id")
    process = fields.Selection(related="order_type_id.process", string="Billed by")

    _price_not_negative = models.Constraint(
        "CHECK (price >= 0)",
        "A price below zero would pay the client: enter 0 or more.",
    )

    @api.model
    def _find(self, spec, pricelist):
        """Return the rate for ``spec`` on ``pricelist``, empty when there is none."""
        matching = spec.order_type_id.sudo().tariff_ids.filtered(
            lambda tariff: tariff._fits(spec, pricelist)
        )
        return matching.sorted(
            lambda tariff: (
                bool(tariff.pricelist_id),
                len(tariff.value_ids),
                -tariff.id,
            ),
            reverse=True,
        )[:1]

    def _fits(self, spec, pricelist):
        self.ensure_one()
        if self.pricelist_id and self.pricelist_id != pricelist:
            return False
        values = spec.values or {}
        return all(
            choice.code == values.get(choice.field_id.code)
            or choice.code in _as_list(values.get(choice.field_id.code))
            for choice in self.value_ids
        )

    def _get_rate(self):
        """Return the rate as an exact number of this tariff's currency."""
        self.ensure_one()
        return Decimal(str(self.price))


def _as_list(value):
    return value if isinstance(value, list) else []
