from decimal import Decimal

from odoo import models
from odoo.tools import float_compare
from odoo.tools.misc import formatLang

EXACTLY = Decimal("1e-9")  # what floats of core leave of a factor of 1


class SaleOrderLine(models.Model):
    """What a line would cost otherwise, beside its own price on the form."""

    _inherit = "sale.order.line"

    def _get_amounts(self, price, base):
        """Return what this line would cost at another price of the engine.

        :param price: an ``estimate.LinePrice``
        :param base: the one that this line has: core may have added to it, as a
            pricelist does that stands on another, and adds the same here
        :return: dict of ``pieces``, ``net`` and ``total`` with tax; None without price
        """
        if price.refusal:
            return None
        factor = Decimal(str(self.price_unit)) / (base.unit_price or 1)
        if abs(factor - 1) < EXACTLY:
            factor = Decimal(1)
        taxed = self.tax_ids._get_tax_details(
            float(price.net * factor),
            1.0,
            precision_rounding=self.currency_id.rounding,
            product=self.product_id,
        )
        return {
            "pieces": price.pieces,
            "net": taxed["total_excluded"],
            "total": taxed["total_included"],
        }

    def _format_unit_price(self, amounts):
        """Return the net price of one piece, finer than money for cheap pieces."""
        places = self.currency_id.decimal_places
        price = amounts["net"] / amounts["pieces"]
        is_fine = price < 1 and float_compare(price, round(price, places), places + 2)
        return formatLang(self.env, price, digits=places + 2 if is_fine else places)
