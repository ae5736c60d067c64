from odoo import api, fields, models

from .print_order_type_dates import BY_DATE


class PrintSpec(models.Model):
    """When the work of a spec is ready."""

    _inherit = "print.spec"

    def _get_delivery_days(self):
        """Return how many working days the work is on its way to the client.

        Add-ons that know of delivery answer by super.
        """
        self.ensure_one()
        return 0

    def _get_turnaround(self, company, now=None):
        """Return the ``print.turnaround`` that was ordered, empty without one.

        A needed date moves the order to the slowest one that is in time.

        :param now: naive UTC moment, by default this one
        """
        self.ensure_one()
        order_type, values = self.order_type_id, self.values or {}
        if (code := values.get("turnaround")) != BY_DATE:
            offered = order_type._get_turnarounds(company)
            return offered.filtered(lambda line: line.code == code)
        return self._find_in_time(values, now or fields.Datetime.now(), company, {})

    def _get_ordered_turnaround(self):
        """Return the turnaround that was agreed for good, empty before it was.

        Add-ons that know of production answer by super.
        """
        self.ensure_one()
        return self.env["print.turnaround"]

    @api.model
    def _resolve_dates(self, requests):
        """Return which turnaround a needed date comes to: that one is charged.

        :param requests: list of ``PriceRequest``
        :return: dict of ``(spec, id of the values)`` to the turnaround's code
        """
        now, codes, hours = fields.Datetime.now(), {}, {}
        for request in requests:
            spec, values = request.spec, request.values
            if not spec:
                continue  # a product of print work that nobody has described yet
            key = spec, id(values)
            if values is None:
                values = spec.values or {}
            if key in codes or values.get("turnaround") != BY_DATE:
                continue
            codes[key] = spec._get_charged_speed(values, now, request.company, hours)
        return codes

    def _get_charged_speed(self, values, now=None, company=None, hours=None):
        """Return the code of the turnaround that ``values`` are charged for.

        :param company: by default that of the kind of work, else the current one
        :param hours: see ``_find_in_time``
        """
        self.ensure_one()
        turnaround = self._get_ordered_turnaround() or self._find_in_time(
            values,
            now or fields.Datetime.now(),
            company or self.order_type_id._get_dates_company(),
            {} if hours is None else hours,
        )
        return turnaround.code or BY_DATE

    def _find_in_time(self, values, now, company, hours):
        """Return the slowest turnaround in time, see ``_choose_offer``.

        :param hours: working time by company, read once for all jobs that ask
        """
        order_type = self.order_type_id
        turnarounds = order_type._get_turnarounds(company)
        known = hours.setdefault(company, {})
        for calendar, its_hours in turnarounds._open_hours(company, now).items():
            known.setdefault(calendar, its_hours)
        offers = order_type._get_offers(
            values,
            now,
            company,
            delivery_days=self._get_delivery_days(),
            hours=known,
        )
        offer = order_type._choose_offer(values, offers)
        return offer.turnaround if offer else turnarounds.browse()

    def _get_offers(self, now, company):
        """Return what can be promised for each of these specs, with few queries.

        :param now: naive UTC moment
        :return: dict of spec to the dict of ``print.order.type._get_offers``
        """
        turnarounds = self.env["print.turnaround"]
        for order_type in self.order_type_id:
            turnarounds |= order_type._get_turnarounds(company)
        hours = turnarounds._open_hours(company, now)
        return {
            spec: spec.order_type_id._get_offers(
                spec.values or {},
                now,
                company,
                delivery_days=spec._get_delivery_days(),
                hours=hours,
            )
            for spec in self
        }
