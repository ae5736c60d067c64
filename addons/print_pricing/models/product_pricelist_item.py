from decimal import Decimal

from odoo import api, fields, models
from odoo.exceptions import ValidationError

from ..client_terms import ClientTerms
from ..estimate.discount import LINE, find_terms
from ..price_request import PriceRequest

NO_TERMS = ClientTerms()
DEEPEST = 20  # pricelists that stand on one another
PLAIN = ("price_round", "price_surcharge", "price_min_margin", "price_max_margin")


class ProductPricelistItem(models.Model):
    """A rule that prices print work by tariff, with the client's discount inside.

    The net price is the price: core's ``discount`` stays 0, see ``_show_discount``.
    """

    _inherit = "product.pricelist.item"

    base = fields.Selection(
        selection_add=[("print_tariff", "Print tariff")],
        ondelete={"print_tariff": "set default"},
    )

    @api.constrains("base", "compute_price", "percent_price", "price_discount", *PLAIN)
    def _check_print_tariff(self):
        """Let a tariff rule take a percentage, and nothing that breaks its total."""
        for rule in self.filtered(lambda rule: rule.base == "print_tariff"):
            if rule._get_rule_percent() > 100:
                raise ValidationError(
                    self.env._("Discount: enter at most 100 percent.")
                )
            if rule.compute_price == "formula" and any(rule[name] for name in PLAIN):
                raise ValidationError(
                    self.env._(
                        "Print tariff: put rounding, extra fee and margins into the"
                        " tariff."
                    )
                )

    def _compute_price(
        self,
        product,
        quantity,
        uom,
        date,
        currency=None,
        *,
        print_price=None,
        print_terms=None,
        **kwargs,
    ):
        """Price print work as a whole; take the client's discount off goods.

        :param print_price: ``estimate.LinePrice`` where the line was priced already
        :param print_terms: ``ClientTerms`` where they were read already
        """
        carried = {"print_price": print_price, "print_terms": print_terms, **kwargs}
        if self.base != "print_tariff" or self.compute_price == "fixed":
            if self.base == "pricelist":
                kwargs = carried  # the rule below may be one of ours
            return super()._compute_price(
                product, quantity, uom, date, currency, **kwargs
            )
        currency = currency or self.currency_id or self.env.company.currency_id
        if product.print_order_type_id:
            return self._compute_work_price(product, date, currency, **carried)
        return self._compute_goods_price(
            product, quantity, uom, date, currency, **carried
        )

    def _compute_work_price(
        self,
        product,
        date,
        currency,
        *,
        print_spec=None,
        print_partner_id=0,
        print_price=None,
        print_terms=None,
        **_kwargs,
    ):
        """Return the net price of one piece, not rounded; 0: on request."""
        rounding = Decimal(str(currency.rounding))
        if print_price is None or print_price.rounding != rounding:
            request = self._request_work_price(
                print_spec, product, date, currency, print_partner_id
            )
            terms = {print_partner_id: print_terms} if print_terms else {}
            print_price = self.env["print.spec"]._price_many([request], terms)[0]
        if print_price.refusal:
            return 0.0
        return float(print_price.unit_price * self._get_markup_factor())

    def _request_work_price(
        self, spec, product, date, currency, partner_id=0, order=None
    ):
        """Return what this rule asks the engine for."""
        return PriceRequest(
            spec=spec,
            pricelist=self.pricelist_id,
            company=self.env.company,
            currency=currency,
            day=self.env.company._get_print_day(date),
            product=product,
            partner_id=partner_id or 0,
            percent=self._get_print_percent(),
            order=order,
        )

    def _compute_goods_price(
        self,
        product,
        quantity,
        uom,
        date,
        currency,
        *,
        print_terms=None,
        print_partner_id=0,
        **kwargs,
    ):
        """Return the sales price of goods less the one percentage that counts."""
        base = self._compute_base_price(
            product, quantity, uom, date, currency, **kwargs
        )
        terms = print_terms
        if terms is None and print_partner_id:
            day = self.env.company._get_print_day(date)
            terms = (
                self.env["print.discount"]
                .sudo()  # whoever sells by terms need not see them
                ._get_terms([print_partner_id], self.env.company, day)
            )[print_partner_id]
        percent = self._get_goods_percent(
            terms or NO_TERMS, product, base * quantity, date, currency
        )
        return base * float((100 - percent) / 100 * self._get_markup_factor())

    def _get_goods_percent(self, terms, product, amount, date, currency):
        rate = Decimal(1)
        if terms.rows:
            company = self.env.company
            rate = company.currency_id._get_print_rate(
                currency, company, company._get_print_day(date)
            )
        # Without a rate nobody knows whether a threshold is reached.
        client = (terms if rate else NO_TERMS).client(
            rate or Decimal(1), product.categ_id._get_print_path()
        )
        amounts = {LINE: Decimal(str(amount)), **(client.amounts or {})}
        return find_terms(client, self._get_print_percent(), amounts).percent

    def _compute_base_price(
        self, product, quantity, uom, date, currency, *, print_spec=None, **kwargs
    ):
        """Price print work by its tariff, everything else as core does.

        :param print_spec: ``print.spec`` of the line; core hands it down from
            ``sale.order.line._get_pricelist_kwargs``
        :return: price of one unit of the line in ``currency``, not rounded; 0 for
            print work that has no price here ("on request"): never ``list_price``
        """
        is_chained = self.base in ("pricelist", "standard_price")
        if product.print_order_type_id and not is_chained:
            return 0.0
        # Over an ordinary product a tariff rule starts from the sales price: core
        # does that for no rule at all.
        rule = self.browse() if self.base == "print_tariff" else self
        if print_spec is not None:
            kwargs["print_spec"] = print_spec
        return super(ProductPricelistItem, rule)._compute_base_price(
            product, quantity, uom, date, currency, **kwargs
        )

    def _get_tariff_rule(self, product, quantity, uom, date):
        """Return the tariff rule at the end of a chain of pricelists, or no rule."""
        rule = self
        for _level in range(DEEPEST):
            if rule.base == "print_tariff" and rule.compute_price != "fixed":
                return rule
            if rule.base != "pricelist" or rule.compute_price == "fixed":
                break
            below = rule.base_pricelist_id
            rule = below._find_rules([(product, quantity, uom)], date)[0]
        return self.browse()

    def _get_rule_percent(self):
        """Return what the rule takes off in percent; below 0 it adds."""
        if self.compute_price == "percentage":
            return self.percent_price
        return self.price_discount if self.compute_price == "formula" else 0.0

    def _get_print_percent(self):
        """Return the percentage of this rule that competes with the client's own."""
        percent = Decimal(str(round(self._get_rule_percent(), 6)))
        return min(max(percent, Decimal(0)), Decimal(100))

    def _get_markup_factor(self):
        """Return what a rule that adds a percentage multiplies the net price with."""
        percent = Decimal(str(round(self._get_rule_percent(), 6)))
        return 1 - min(percent, Decimal(0)) / 100

    def _get_price_label_base_str(self):
        if self.base == "print_tariff":
            return self.env._("print tariff")
        return super()._get_price_label_base_str()

    def _show_discount(self):
        """Keep the percentage of a tariff rule inside the price.

        Clients read ``discount`` by RPC and on documents: a discount kept there
        publishes the list price.
        """
        return self.base != "print_tariff" and super()._show_discount()
