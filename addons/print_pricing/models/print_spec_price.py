from dataclasses import replace
from decimal import Decimal

from odoo import api, models

from ..client_terms import ClientTerms
from ..estimate import (
    Job,
    LinePrice,
    NoPrice,
    PriceError,
    find_quantities,
    price_many,
    reach_rung,
    read_rungs,
)
from .print_order_type_dates import BY_DATE

NO_TERMS = ClientTerms()


class PrintSpec(models.Model):
    """What a spec costs: the one door for lines, ladders, simulators and lists.

    ``_price_many`` does the work; the others say in one line what they want of it.
    """

    _inherit = "print.spec"

    def _price(self, pricelist, partner=None, **options):
        """Return the ``estimate.LinePrice`` of this job.

        :param pricelist: a ``product.pricelist`` with a rule for print tariffs
        :param partner: the client; by default nobody's discounts count
        :param options: ``company``, ``currency``, ``day``, ``values``; see
            :class:`PriceRequest`
        """
        return self._price_many([self._request(pricelist, partner, **options)])[0]

    def _price_ladder(self, pricelist, partner, ladder, **options):
        """Return a price for each ``values`` of the form in ``ladder``, in order."""
        request = self._request(pricelist, partner, **options)
        return self._price_many([replace(request, values=each) for each in ladder])

    def _price_for_clients(self, pricelist, partners, **options):
        """Return ``{partner: LinePrice}`` of this job for many clients on a pricelist.

        Two queries, however many they are.
        """
        request = self._request(pricelist, None, **options)
        clients = [partner.commercial_partner_id.id for partner in partners]
        prices = self._price_many([replace(request, partner_id=id) for id in clients])
        return dict(zip(partners, prices, strict=True))

    def _price_table(self, pricelists, ladder, **options):
        """Return ``{client: [LinePrice, ...]}`` for each ``values`` of ``ladder``.

        One call, whatever their number: all on their own pricelists.

        :param pricelists: each client's ``product.pricelist``, by the client; an empty
            client has nobody's discounts
        """
        known = {
            pricelist: self._request(pricelist, None, **options)
            for pricelist in dict.fromkeys(pricelists.values())
        }
        requests = [
            replace(
                known[pricelist],
                partner_id=partner.commercial_partner_id.id or 0,
                values=values,
            )
            for partner, pricelist in pricelists.items()
            for values in ladder
        ]
        prices = iter(self._price_many(requests))
        return {partner: [next(prices) for _values in ladder] for partner in pricelists}

    def _get_ladder(self, request, field):
        """Return quantities that are worth a look beside the one of this form.

        :param request: a ``PriceRequest`` of this spec
        :param field: of the form, that says how many, see ``_get_quantity_field``
        :return: values of ``field`` in rising order; empty where none can be priced
        """
        self.ensure_one()
        quantity = (self.values or {}).get(field.code)
        if not quantity or not field._is_in_range(quantity):
            return ()
        terms = self._complete_terms([request], {})
        try:
            job = self._get_job(request, terms, {}, self._resolve_dates([request]))
        except PriceError:
            return ()
        rungs = {
            reach_rung(quantity, taken, rung)
            for taken, its_rungs in read_rungs(job)
            for rung in its_rungs
            if taken
        }
        return find_quantities(
            quantity, rungs, max(field.range_min, 1), field.range_max or None
        )

    def _request(self, pricelist, partner, **options):
        """Return a :class:`PriceRequest` by the rule of ``pricelist``."""
        self.ensure_one()
        product = self.order_type_id.product_id
        return pricelist._request_price(
            self,
            product=product,
            partner_id=partner.commercial_partner_id.id if partner else 0,
            **options,
        )

    @api.model
    def _price_many(self, requests, terms=None):
        """Price jobs together, in their order; what has no price carries a refusal.

        :param requests: list of :class:`PriceRequest`
        :param terms: ``ClientTerms`` by client where they were read already
        :return: list of ``estimate.LinePrice``
        """
        terms = self._complete_terms(requests, terms or {})
        turnarounds = self._resolve_dates(requests)
        results = [None] * len(requests)
        jobs, places, kept = [], [], {}
        for place, request in enumerate(requests):
            try:
                job = self._get_job(request, terms, kept, turnarounds)
            except PriceError as error:
                results[place] = LinePrice((), 1, refusal=error)
                continue
            jobs.append(job)
            places.append(place)
        for place, price in zip(places, price_many(jobs), strict=True):
            results[place] = price
        return results

    @api.model
    def _complete_terms(self, requests, terms):
        """Return the terms of all clients asked for; by company and day one read."""
        missing = {}
        for request in requests:
            if request.partner_id and request.partner_id not in terms:
                where = request.company, request.day
                missing.setdefault(where, set()).add(request.partner_id)
        # Clients and their salespeople need not see terms to be charged by them.
        discounts_sudo = self.env["print.discount"].sudo()
        for (company, day), partner_ids in missing.items():
            terms = terms | discounts_sudo._get_terms(partner_ids, company, day)
        return terms

    @api.model
    def _get_job(self, request, terms, kept, turnarounds):
        """Return the ``estimate.Job`` of a request.

        :param kept: dict of what jobs that are priced together have in common
        :param turnarounds: see ``_resolve_dates``
        :raise PriceError: why it cannot be priced
        """
        spec = request.spec
        if not spec:
            raise NoPrice("no_spec")
        order_type = spec.order_type_id
        if order_type.is_priced_by_hand:
            raise NoPrice("by_hand")
        place = request.pricelist, request.company, request.currency, request.day
        if (order_type, place) not in kept:
            kept[order_type, place] = order_type._get_recipe(*place)
        recipe, unknown = kept[order_type, place]
        if unknown:
            raise NoPrice("no_rate", currency=unknown)
        same = spec, id(request.values)
        if same not in kept:
            kept[same] = spec._read_job(request.values, turnarounds.get(same))
        drivers, values = kept[same]
        whose = request.partner_id, request.product, place
        if whose not in kept:
            kept[whose] = self._get_client(request, terms)
        return Job(
            recipe,
            drivers,
            values,
            client=kept[whose],
            order=request.order,
            print_type=str(order_type.id),
            pricelist_percent=request.percent,
        )

    @api.model
    def _get_client(self, request, terms):
        """Return the domain's client, with thresholds in the currency of the job."""
        its_terms = terms.get(request.partner_id, NO_TERMS)
        rate = Decimal(1)
        if its_terms.rows:
            own = request.company.currency_id
            rate = own._get_print_rate(request.currency, request.company, request.day)
            if rate is None:
                raise NoPrice("no_rate", currency=request.currency.name)
        categories = request.product.categ_id._get_print_path()
        return its_terms.client(rate, categories)

    def _read_job(self, values=None, turnaround=None):
        """Return ``(drivers, values)`` of this job, as formulas and tariffs ask.

        :param values: of the form instead of the spec's own
        :param turnaround: what a needed date comes to, where that is known already
        :raise PriceError: ``form_unreadable``
        """
        self.ensure_one()
        try:
            if values is None:
                values, *reading = self._get_reading()
                process = self.order_type_id._get_process(values, *reading)
            else:
                process = self.order_type_id._get_process(values)
            drivers = process.drivers()
        except (ValueError, ArithmeticError) as error:
            # Half a form, or one that an import has written past the checks.
            raise NoPrice("form_unreadable") from error
        return drivers, self._spread_values(values, turnaround)

    def _spread_values(self, values, turnaround=None):
        """Return the form's values as formulas and tariffs ask for them.

        Each choice of several is there under a name of its own, too, and a needed date
        as the turnaround that it comes to.
        """
        spread = dict(values)
        for code, value in values.items():
            if isinstance(value, list):
                spread.update({f"{code}.{choice}": "yes" for choice in value})
        if values.get("turnaround") == BY_DATE:
            spread["turnaround"] = turnaround or self._get_charged_speed(values)
        return spread
