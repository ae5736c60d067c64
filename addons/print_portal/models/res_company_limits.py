from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta

from odoo import fields, models


class ResCompany(models.Model):
    """What limits of accounts are counted by: the shop's month and its currency."""

    _inherit = "res.company"

    def _get_print_month(self, moment):
        """Return begin and end of the month of ``moment``, by the shop's clock.

        :param datetime moment: naive, UTC
        :return: two naive UTC datetimes; the end is no part of the month
        """
        self.ensure_one()
        here = ZoneInfo(self._get_print_tz())
        first = self._get_print_day(moment).replace(day=1)
        return tuple(
            datetime(day.year, day.month, 1, tzinfo=here)
            .astimezone(UTC)
            .replace(tzinfo=None)
            for day in (first, first + relativedelta(months=1))
        )

    def _convert_for_limits(self, amount, currency):
        """Return ``amount`` in the currency of this company, at the rate of today."""
        day = self._get_print_day(fields.Datetime.now())
        # Accounts see the currency of the shop, not the company that has it.
        return currency._convert(amount, self.sudo().currency_id, self, day)
