from odoo import api, fields, models
from odoo.fields import Domain

from ..price_request import PriceRequest

SCANNED_AT_MOST = 20  # products; beyond it an index of the rules pays (measured)


class ProductPricelist(models.Model):
    _inherit = "product.pricelist"

    @api.model
    def _ensure_tariff_rule(self):
        """Give every pricelist without any rule one that prices by tariff.

        A shop that has its own rules keeps them: it decides where tariffs apply.
        """
        pricelists = self.search(Domain.TRUE) or self.create(
            {"name": self.env._("Standard prices")}
        )
        self.env["product.pricelist.item"].create(
            [
                {
                    "pricelist_id": pricelist.id,
                    "applied_on": "3_global",
                    "compute_price": "formula",
                    "base": "print_tariff",
                }
                for pricelist in pricelists
                if not pricelist.item_ids
            ]
        )

    def _compute_price_rule(
        self, products, quantity, *, currency=None, uom=None, date=False, **kwargs
    ):
        """Read the client's terms once, and do not scan all rules for each product.

        :param int print_partner_id: commercial partner whose discounts count
        """
        date = date or fields.Datetime.now()
        kwargs = self._add_print_terms(date, kwargs)
        if not self or len(products) <= SCANNED_AT_MOST:
            return super()._compute_price_rule(
                products, quantity, currency=currency, uom=uom, date=date, **kwargs
            )
        return self._compute_price_by_index(
            products,
            quantity,
            currency or self.currency_id or self.env.company.currency_id,
            uom,
            date,
            **kwargs,
        )

    def _add_print_terms(self, date, kwargs):
        partner_id = kwargs.get("print_partner_id")
        if not partner_id or kwargs.get("print_terms") is not None:
            return kwargs
        # Clients and their salespeople need not see terms to be charged by them.
        terms = (
            self.env["print.discount"]
            .sudo()
            ._get_terms(
                [partner_id], self.env.company, self.env.company._get_print_day(date)
            )
        )
        return {**kwargs, "print_terms": terms[partner_id]}

    def _compute_price_by_index(
        self, products, quantity, currency, uom, date, compute_price=True, **kwargs
    ):
        """Do what core's ``_compute_price_rule`` does, in time for each product alone.

        :return: dict of product id to ``(price, rule id)``
        """
        index = _RuleIndex(self._get_applicable_rules(products, date, **kwargs))
        results = {}
        for product in products:
            target_uom = uom or product.uom_id
            rule = index.find(product, _in_uom(product, quantity, target_uom))
            price = (
                rule._compute_price(
                    product,
                    quantity,
                    target_uom,
                    date=date,
                    currency=currency,
                    **kwargs,
                )
                if compute_price
                else 0.0
            )
            results[product.id] = (price, rule.id)
        return results

    def _get_applicable_rules(self, products, date, **kwargs):
        """Search the rules of one pricelist once for all products of a page.

        Core asks again for each price that stands on another pricelist.
        """
        known = self.env.context.get("print_known_rules")
        if known is None or not self:
            return super()._get_applicable_rules(products, date, **kwargs)
        if self.id not in known.rules:
            self._read_rules(known, date, **kwargs)
        return known.rules[self.id]

    def _read_rules(self, known, date, **kwargs):
        """Keep in ``known`` the rules of all these pricelists, read by one query."""
        domains = [
            pricelist._get_applicable_rules_domain(known.products, date, **kwargs)
            for pricelist in self
        ]
        rules = self.env["product.pricelist.item"].search_fetch(Domain.OR(domains))
        found = rules.grouped("pricelist_id")
        for pricelist in self:
            known.rules[pricelist.id] = found.get(pricelist, rules.browse())

    def _with_rules(self, products, date, *others):
        """Return these pricelists, which know what counts for ``products``.

        The rules are read by one query, those of ``others`` as well.
        """
        known = _KnownRules(products)
        knowing = [
            each.with_context(print_known_rules=known) for each in (self, *others)
        ]
        knowing[0].union(*knowing[1:])._read_rules(known, date)
        return knowing

    def _get_price_ladders(
        self, wanted, *, currency=None, date=None, is_listed=True, **kwargs
    ):
        """Return what one piece of many products costs, and from which quantity on.

        The rules are searched once, however many products and steps there are.

        :param wanted: list of ``(product, first quantity, asked quantity)`` in the
            product's own unit: the first one is the least that can be bought, None
            where the asked price is all that is wanted
        :param bool is_listed: what no rule prices costs its list price, as anywhere in
            Odoo; else it is left out
        :param int print_partner_id: commercial partner whose discounts count
        :return: dict of product id to ``(price of the asked quantity, steps)``; steps
            are a list of ``(quantity, price)``, rising, each with another price. Prices
            are not rounded.
        """
        products = self.env["product.product"].union(*(row[0] for row in wanted))
        date = date or fields.Datetime.now()
        pricelist = self
        if "print_known_rules" not in self.env.context:
            pricelist = self.with_context(print_known_rules=_KnownRules(products))
        kwargs = pricelist._add_print_terms(date, kwargs)
        currency = currency or self.currency_id or self.env.company.currency_id
        index = _RuleIndex(pricelist._get_applicable_rules(products, date, **kwargs))
        ladders = {}
        for product, first, asked in wanted:
            if not is_listed and not index.find(product, asked):
                continue
            quantities = []
            if first is not None:
                later = index.get_quantities(product)
                quantities = [first, *(each for each in later if each > first)]
            prices = {
                quantity: index.find(product, quantity)._compute_price(
                    product,
                    quantity,
                    product.uom_id,
                    date=date,
                    currency=currency,
                    **kwargs,
                )
                for quantity in {asked, *quantities}
            }
            steps = []
            for quantity in quantities:
                each = prices[quantity]
                if (
                    not steps
                    or currency.round(steps[-1][1] - each)
                    or each != steps[-1][1]
                ):
                    steps.append((quantity, each))
            ladders[product.id] = (prices[asked], steps)
        return ladders

    def _find_rules(self, wanted, date, **kwargs):
        """Return the rule for each of many products and quantities, by one search.

        :param wanted: list of ``(product, quantity, uom)``
        """
        products = self.env["product.product"].union(*(row[0] for row in wanted))
        index = _RuleIndex(self._get_applicable_rules(products, date, **kwargs))
        return [
            index.find(product, _in_uom(product, quantity, uom))
            for product, quantity, uom in wanted
        ]

    def _request_price(
        self,
        spec,
        product,
        partner_id=0,
        company=None,
        currency=None,
        day=None,
        values=None,
    ):
        """Return the :class:`PriceRequest` for ``spec`` by the rule that applies here.

        Without such a rule the request names no pricelist and is refused.
        """
        company = company or self.env.company
        date = day or company._get_print_day(fields.Datetime.now())
        rule = self._find_rules([(product, 1.0, product.uom_id)], date)[0]
        leaf = rule._get_tariff_rule(product, 1.0, product.uom_id, date)
        return PriceRequest(
            spec=spec,
            pricelist=leaf.pricelist_id,
            company=company,
            currency=currency or self.currency_id or company.currency_id,
            day=date,
            product=product,
            partner_id=partner_id,
            percent=leaf._get_print_percent(),
            values=values,
        )


class _KnownRules:
    """The rules that may count for some products, by id of their pricelist."""

    def __init__(self, products):
        self.products = products
        self.rules = {}


class _RuleIndex:
    """Rules of one pricelist, found without looking at each of them.

    Core tries rules in their order until one applies. Only those that name the
    product, its template or a category above it, and those for all, can.
    """

    def __init__(self, rules):
        self._empty = rules.browse()
        self._rows = {}
        self._candidates = {}
        for rank, rule in enumerate(rules):
            self._rows.setdefault(self._get_key(rule), []).append((rank, rule))

    @staticmethod
    def _get_key(rule):
        if rule.applied_on == "2_product_category":
            return "category", rule.categ_id.id
        if rule.applied_on == "1_product":
            return "template", rule.product_tmpl_id.id
        if rule.applied_on == "0_product_variant":
            return "template", rule.product_id.product_tmpl_id.id
        return "all", 0

    def find(self, product, quantity):
        """Return the first rule for ``quantity`` in the product's own unit."""
        for rule in self._get_candidates(product):
            if rule._is_applicable_for(product, quantity):
                return rule
        return self._empty

    def get_quantities(self, product):
        """Return the quantities at which another rule may begin to count, rising."""
        return sorted(
            {
                rule.min_quantity
                for rule in self._get_candidates(product)
                if rule.min_quantity
                and rule._is_applicable_for(product, rule.min_quantity)
            }
        )

    def _get_candidates(self, product):
        """Return the rules that name the product or what it lies in, in their order."""
        if product not in self._candidates:
            self._candidates[product] = self._find_candidates(product)
        return self._candidates[product]

    def _find_candidates(self, product):
        is_template = product._name == "product.template"
        template = product if is_template else product.product_tmpl_id
        keys = [("all", 0), ("template", template.id)]
        keys += [("category", id) for id in template.categ_id._get_print_path()]
        rows = sorted(
            (row for key in keys for row in self._rows.get(key, ())),
            key=lambda row: row[0],
        )
        return [rule for _rank, rule in rows]


def _in_uom(product, quantity, uom):
    """Return ``quantity`` of ``uom`` in the product's own unit, as core counts it."""
    if not uom or uom == product.uom_id:
        return quantity
    return uom._compute_quantity(quantity, product.uom_id, raise_if_failure=False)
