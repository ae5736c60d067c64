from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from odoo import api, fields, models, tools

from ..estimate.final import Tolerance


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
    print_final_percent = fields.Float(
        "Final price may exceed, %",
        default=10,
        help="So much dearer than agreed a final price may be without asking the"
        " client. 0: every higher price is asked.",
    )
    print_final_amount = fields.Monetary(
        "and at most by",
        help="The same as an amount; both limits hold. 0: the percentage alone.",
    )
    print_overs_percent = fields.Float(
        "Overs that are billed, %",
        default=10,
        help="Copies beyond the order that a client takes; what is more is not billed.",
    )

    _print_final_limits = models.Constraint(
        "CHECK (print_final_percent >= 0 AND print_final_amount >= 0)",
        "Final price: enter limits of 0 or more.",
    )
    _print_overs_percent_range = models.Constraint(
        "CHECK (print_overs_percent >= 0 AND print_overs_percent <= 100)",
        "Overs: enter a percentage from 0 to 100.",
    )

    def _get_print_tolerance(self, before):
        """Return the ``estimate.final.Tolerance`` of this shop over a price ``before``.

        :param Decimal before: what the client has agreed to
        """
        self.ensure_one()
        percent = Decimal(str(self.print_final_percent))
        most = self.print_final_amount or before
        return Tolerance(percent, Decimal(str(most)))

    @api.model
    def _get_main_company(self):
        """Core asks the database each time whether it is still there.

        The name of a company that is gone is gone, too.
        """
        known = self.env["ir.model.data"]._xmlid_to_res_id("base.main_company")
        if not known:
            return super()._get_main_company()
        return self.sudo().browse(known)  # as core does: it is the currency of prices

    def cache_invalidation_fields(self):
        return super().cache_invalidation_fields() | {"resource_calendar_id"}

    @tools.ormcache("self.id")
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
