from odoo import models


class PrintSpec(models.Model):
    """When the work of a spec is ready."""

    _inherit = "print.spec"

    def _get_delivery_days(self):
        """Return how many working days the work is on its way to the client.

        Add-ons that know of delivery answer by super.
        """
        self.ensure_one()
        return 0

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
