from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    print_discount_policy = fields.Selection(
        [
            ("best", "The larger of both"),
            ("multiply", "The client's on top of the pricelist's"),
            ("client_only", "The client's alone"),
        ],
        "Discounts of print work",
        required=True,
        default="best",
        help="How the percentage of a pricelist and the client's own meet.",
    )
    print_discount_is_capped = fields.Boolean(
        "Never dearer than the next threshold",
        help="An amount just below a threshold costs no more than one that reaches it.",
    )

    def _get_print_tz(self):
        """Return the name of the time zone in which this shop names its dates."""
        self.ensure_one()
        # A client names no calendar, but reads the dates that follow from it.
        return self.sudo().resource_calendar_id.tz or "UTC"

    def _get_print_day(self, moment):
        """Return the day of ``moment`` by the shop's own clock; a day stays itself.

        One moment has one price, in whatever time zone its reader sits.

        :param moment: naive UTC ``datetime``, or ``date``
        """
        if not isinstance(moment, datetime):
            return moment
        here = ZoneInfo(self._get_print_tz())
        return moment.replace(tzinfo=UTC).astimezone(here).date()
