from odoo import api, models

from ..client_terms import ClientTerms
from ..price_request import PriceBatch

NO_TERMS = ClientTerms()


class SaleOrderLine(models.Model):
    """How print lines get their price: together, net, unless a person has set it."""

    _inherit = "sale.order.line"

    # Rules: one search for all lines of an order ---------------------------------

    @api.depends("print_spec_id")
    def _compute_pricelist_item_id(self):
        """Find the rules of all lines of a pricelist and day by one search.

        Core searches once for each line.
        """
        asked = self.filtered(
            lambda line: (
                line.product_id and not line.display_type and line.order_id.pricelist_id
            )
        )
        (self - asked).pricelist_item_id = False
        groups = asked.grouped(
            lambda line: (line.order_id.pricelist_id, line._get_order_date())
        )
        for (pricelist, date), lines in groups.items():
            wanted = [
                (line.product_id, line.product_uom_qty or 1.0, line.product_uom_id)
                for line in lines
            ]
            rules = pricelist._find_rules(wanted, date)
            for line, rule in zip(lines, rules, strict=True):
                line.pricelist_item_id = rule

    # Prices ----------------------------------------------------------------------

    @api.depends("print_spec_id", "print_spec_id.values", "print_price_manual")
    def _compute_price_unit(self):
        """Price print lines of an order together, and leave alone what is settled.

        Prices set by hand have a flag, they are not told as core does it: at the
        currency's rounding 0.014 is no other price than 0.012.
        """
        lines = self.filtered(lambda line: not line.print_price_locked)
        if self.env.context.get("force_price_recomputation"):
            lines.filtered("print_price_manual").print_price_manual = False
        lines = lines.filtered(lambda line: not line.print_price_manual)
        lines |= lines._get_price_siblings()
        batch = lines._price_print_work()
        return super(
            SaleOrderLine, lines.with_context(print_price_batch=batch)
        )._compute_price_unit()

    def _get_price_siblings(self):
        """Return lines whose price follows from these, as ranges of an order do."""
        siblings = self.browse()
        for order in self.filtered("print_spec_id").order_id:
            if order.state in ("draft", "sent") and order._shares_print_prices():
                siblings |= order.order_line._filter_repriced()
        return siblings - self

    def _filter_repriced(self):
        """Return the print lines among these whose price is still computed."""
        return self.filtered(
            lambda line: (
                line.print_spec_id
                and not line.print_price_locked
                and not line.print_price_manual
                and not line.qty_invoiced
            )
        )

    def _price_print_work(self):
        """Price these lines, with those of their orders that count for the price.

        :return: :class:`PriceBatch`
        """
        terms = self._filter_with_terms()._read_print_terms()
        requests, priced = [], []
        for order, work in self.filtered("print_spec_id").grouped("order_id").items():
            if order._shares_print_prices(terms):
                work |= order.order_line.filtered("print_spec_id")
            for line in work.with_company(order.company_id):
                if request := line._get_price_request():
                    requests.append(request)
                    priced.append(line)
        prices = self.env["print.spec"]._price_many(requests, terms)
        ids = [line.id for line in priced]
        return PriceBatch(dict(zip(ids, prices, strict=True)), terms)

    def _filter_with_terms(self):
        """Return those of these lines whose price may depend on a client's terms."""
        return self.filtered(
            lambda line: (
                line.print_spec_id or line.pricelist_item_id.base == "print_tariff"
            )
        )

    def _read_print_terms(self):
        """Return the terms of the clients of these lines, one read a company and day.

        :return: dict of commercial partner id to ``ClientTerms``
        """
        terms = {}
        # Clients and their salespeople need not see terms to be charged by them.
        discounts_sudo = self.env["print.discount"].sudo()
        orders = self.order_id.grouped(lambda each: each._get_price_day())
        for (company, day), group in orders.items():
            partners = group.partner_id.commercial_partner_id
            terms |= discounts_sudo._get_terms(
                [id for id in partners._origin.ids if id], company, day
            )
        return terms

    def _get_price_request(self):
        """Return what the engine is asked for this line, None without a tariff rule."""
        self.ensure_one()
        line = self.with_company(self.company_id)
        if not line.product_id or not line.product_uom_id:
            return None
        kwargs = line._get_pricelist_kwargs()
        rule = line.pricelist_item_id._get_tariff_rule(
            line.product_id, kwargs["quantity"], kwargs["uom"], kwargs["date"]
        )
        if not rule:
            return None
        is_direct = rule == line.pricelist_item_id
        currency = kwargs["currency"] if is_direct else rule.pricelist_id.currency_id
        return rule._request_work_price(
            line.print_spec_id,
            line.product_id,
            kwargs["date"],
            currency or line.env.company.currency_id,
            kwargs["print_partner_id"],
            order=(line.order_id.id, currency.id),
        )

    def _get_pricelist_kwargs(self):
        """Tell pricelist rules what is ordered and by whom."""
        kwargs = super()._get_pricelist_kwargs()
        client = self.order_id.partner_id.commercial_partner_id._origin
        kwargs["print_partner_id"] = client.id or 0
        if batch := self.env.context.get("print_price_batch"):
            if batch.terms:
                kwargs["print_terms"] = batch.terms.get(client.id, NO_TERMS)
            if price := batch.prices.get(self.id):
                kwargs["print_price"] = price
        if self.print_spec_id:
            kwargs["print_spec"] = self.print_spec_id
        return kwargs

    def _get_display_price_ignore_combo(self):
        """Show print work at its net price, however its rules are chained."""
        if self.print_order_type_id:
            return self._get_pricelist_price()
        return super()._get_display_price_ignore_combo()

    def _compute_discount(self):
        """Print work has its discounts in the price: clients read this field."""
        work = self.filtered("print_order_type_id")
        work.discount = 0.0
        return super(SaleOrderLine, self - work)._compute_discount()

    @api.depends("order_id.partner_id", "product_id")
    def _compute_analytic_distribution(self):
        """Ask once for print lines of an order with one product.

        Core asks for each line, which was four fifths of the queries of a long order.
        """
        groups = self.filtered("print_spec_id").grouped(
            lambda line: (line.order_id, line.product_id)
        )
        alike = {lines[0]: lines[1:] for lines in groups.values()}
        others = self.browse().union(*alike.values())
        result = super(SaleOrderLine, self - others)._compute_analytic_distribution()
        for first, lines in alike.items():
            for line in lines:
                line.analytic_distribution = (
                    first.analytic_distribution or line.analytic_distribution
                )
        return result

    # Prices set by hand ----------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            if vals.get("print_spec_id") and _is_by_hand(vals):
                vals.setdefault("print_price_manual", True)
        lines = super().create(vals_list)
        lines.filtered("print_spec_id").order_id._reprice_shared()
        return lines

    def write(self, vals):
        result = super().write(vals)
        is_ours = self.env.context.get("sale_write_from_compute")
        if "price_unit" in vals and "print_price_manual" not in vals and not is_ours:
            for line in self.filtered("print_spec_id"):
                # Exactly: the rounding of a currency hides a thousandth.
                is_manual = line.price_unit != line.technical_price_unit
                if line.print_price_manual != is_manual and not line.print_price_locked:
                    line.print_price_manual = is_manual
        return result

    def unlink(self):
        orders = self.filtered("print_spec_id").order_id
        result = super().unlink()
        orders.exists()._reprice_shared()
        return result

    def _get_protected_fields(self):
        return [*super()._get_protected_fields(), "print_price_manual"]


def _is_by_hand(vals):
    """Whether ``vals`` of a new line hold a price that nobody has computed."""
    return "price_unit" in vals and (
        vals.get("technical_price_unit") != vals["price_unit"]
    )
