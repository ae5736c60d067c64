from odoo import fields, models

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
        offers = self._get_offers(now or fields.Datetime.now(), company)[self]
        offer = order_type._choose_offer(values, offers)
        return offer.turnaround if offer else self.env["print.turnaround"]

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
