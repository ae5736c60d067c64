from decimal import Decimal

from odoo import models

from ..estimate import Job, NoPrice, price_one, round_money
from ..estimate.final import billed_pieces, made

EXACT_COUNT = "exact"  # no overs are billed, see the field quantity_tolerance


class PrintSpec(models.Model):
    """What a job counts after the work."""

    _inherit = "print.spec"

    def _read_made(self, quantity=None, delivered=None, overs=Decimal(10)):
        """Return ``(drivers, values)`` of what was made, see ``_read_job``.

        :param Decimal quantity: what was made, in the unit that the work is billed in
        :param int delivered: finished pieces, of the form's ``copies``
        :param Decimal overs: percents of overs that are billed
        :raise PriceError: ``form_unreadable``, ``quantity_negative``
        """
        self.ensure_one()
        values, form, records = self._get_reading()
        if delivered is not None:
            is_exact = values.get("quantity_tolerance") == EXACT_COUNT
            ordered = int(values.get("copies") or 0)
            billed = billed_pieces(ordered, delivered, overs, is_exact)
            values = {**values, "copies": billed}
        try:
            process = self.order_type_id._get_process(values, form, records)
            drivers = process.drivers()
        except (ValueError, ArithmeticError) as error:
            raise NoPrice("form_unreadable") from error
        if quantity is not None:
            drivers = made(drivers, quantity)
        return drivers, self._spread_values(values)

    def _price_hour(self, request):
        """Return what an hour of this work costs, net; None where none is billed.

        :param request: :class:`PriceRequest`
        :raise PriceError: why there is no rate
        """
        self.ensure_one()
        recipe, unknown = self.order_type_id._get_recipe(
            request.pricelist, request.company, request.currency, request.day
        )
        if unknown:
            raise NoPrice("no_rate", currency=unknown)
        drivers, values = self._read_job()
        terms = self._complete_terms([request], {})
        price = price_one(
            Job(
                recipe,
                made(drivers, Decimal(1)),
                values,
                client=self._get_client(request, terms),
                print_type=str(self.order_type_id.id),
                pricelist_percent=request.percent,
            )
        )
        row = next((row for row in price.rows if row.unit == "hour"), None)
        if price.refusal or not row:
            return None
        off = row.unit_price * row.discount_percent / 100
        return float(round_money(row.unit_price - off, price.rounding))
