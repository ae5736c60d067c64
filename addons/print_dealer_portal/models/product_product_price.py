from odoo import fields, models
from odoo.tools.float_utils import float_round

PRICE_DIGITS = 6  # of a unit price, shown at most
PROPORTIONAL = ("percent", "division")  # taxes of twice the price are twice as much
ROUND_PRICE = 1_000_000.0  # on which the share of a tax is seen exactly enough


class ProductProduct(models.Model):
    """What a product costs a dealer, and nothing of how that came about."""

    _inherit = "product.product"

    def _get_dealer_prices(self, user, quantities, least, several=None):
        """Return the prices at which ``user`` buys, as a sheet for many products.

        One search of rules for each pricelist, one computation for each set of taxes.

        :param quantities: quantity by product id
        :param least: the least that can be ordered, by product id
        :param several: those of these products whose ``price`` is enough
        :return: dict of product id to ``price``, ``steps`` as in
            ``product.pricelist._get_price_ladders`` and ``end_price`` (None where he
            reads none), tax in or out as the company says, and ``currency``
        """
        several = self.browse() if several is None else several
        # What they pay is theirs to know, how it came about is not.
        company = self.env.company
        buyer_sudo = user._print_buyer().sudo().with_company(company)
        client_sudo = user._print_client().sudo().with_company(company)
        pricelist = buyer_sudo.property_product_pricelist
        currency = pricelist.currency_id or company.currency_id
        end = client_sudo._get_end_customer_pricelist()
        date = fields.Datetime.now()
        pricelist, end = pricelist._with_rules(self, date, end)
        wanted = [
            (each, None if each in several else least[each.id], quantities[each.id])
            for each in self
        ]
        ladders = pricelist._get_price_ladders(
            wanted,
            currency=currency,
            date=date,
            print_partner_id=buyer_sudo.commercial_partner_id.id,
        )
        end_prices = {}
        if end:
            first = [(each, None, least[each.id]) for each in self - several]
            # Without a rule that would be the list price, which nobody meant to show.
            end_prices = end._get_price_ladders(
                first, currency=currency, date=date, is_listed=False
            )
        shown = _ShownPrices(self, buyer_sudo)
        prices = {}
        for product in self:
            price, steps = ladders[product.id]
            end_price = end_prices.get(product.id, (None,))[0]
            prices[product.id] = {
                "price": shown.get(product, price, currency),
                "steps": [
                    (quantity, shown.get(product, each, currency))
                    for quantity, each in steps
                ],
                "end_price": end_price and shown.get(product, end_price, currency),
                "currency": currency,
            }
        return prices

    def _format_dealer_price(self, price, currency, quantity=1.0):
        """Return a unit price without the currency.

        With as many decimals as ``quantity`` units need to cost what the line will: as
        in ``sale.order.line._get_unit_price_text``.
        """
        digits = currency.decimal_places
        while digits < PRICE_DIGITS and currency.compare_amounts(
            float_round(price, precision_digits=digits) * quantity, price * quantity
        ):
            digits += 1
        return self.env["res.lang"]._write_number(price, digits)


class _ShownPrices:
    """Turns prices of a pricelist into those that a dealer reads: tax in or out.

    :param products: whose prices are shown
    :param buyer: partner who pays them
    """

    def __init__(self, products, buyer):
        self._company = products.env.company
        self._is_with_tax = self._company.is_dealer_price_with_tax
        taxes = products.env["account.tax"]
        self._is_plain = not (
            self._is_with_tax or taxes._is_any_included(self._company.id)
        )
        self._buyer = buyer
        self._factors = {}
        self._position = None

    def get(self, product, price, currency):
        """Return ``price`` of one unit of ``product`` as it is shown."""
        if self._is_plain:
            return price  # as most shops have it
        taxes = product.taxes_id._filter_taxes_by_company(self._company)
        if taxes not in self._factors:
            self._factors[taxes] = self._find_factor(product, taxes, currency)
        factor = self._factors[taxes]
        if factor is None:
            return self._compute(product, taxes, price, currency)
        return price * factor

    def _find_factor(self, product, taxes, currency):
        """Return by what prices are multiplied, None where taxes are no shares."""
        kinds = set((taxes | taxes.children_tax_ids).mapped("amount_type"))
        if kinds - {"group", *PROPORTIONAL}:
            return None
        return self._compute(product, taxes, ROUND_PRICE, currency) / ROUND_PRICE

    def _compute(self, product, taxes, price, currency):
        if self._position is None:
            positions = product.env["account.fiscal.position"]
            self._position = positions._get_fiscal_position(self._buyer)
        mapped = self._position.map_tax(taxes)
        price = product._get_tax_included_unit_price_from_price(
            price, taxes, product_taxes_after_fp=mapped
        )
        total = mapped.compute_all(
            price,
            currency=currency,
            product=product,
            partner=self._buyer,
            rounding_method="round_globally",
        )
        return total["total_included" if self._is_with_tax else "total_excluded"]
