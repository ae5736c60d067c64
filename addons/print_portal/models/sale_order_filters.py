from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.fields import Domain

from ..typed_ids import read_id

UNPAID = ("not_paid", "partial")


class SaleOrder(models.Model):
    """Filters of a client's list of orders beside words, account and rank."""

    _inherit = "sale.order"

    @api.model
    def _get_filter_domain(self, typed, account):
        """Return the domain of what was chosen above the list; all of it has to hold.

        What is no choice, such as half a date, filters nothing.

        :param typed: texts by name: ``status`` (id), ``since`` and ``until`` (days,
            both included), ``unpaid`` and ``late`` (ticks)
        :param account: who reads; what is unpaid is told to who may see money
        """
        domain = Domain.TRUE
        if status_id := read_id(typed.get("status")):
            domain &= Domain("print_status_id", "=", status_id)
        if since := self._read_day(typed.get("since")):
            domain &= Domain("date_order", ">=", self._begin_of(since))
        if until := self._read_day(typed.get("until")):
            next_day = until + timedelta(days=1)
            domain &= Domain("date_order", "<", self._begin_of(next_day))
        if typed.get("unpaid") and account._has_print_right("see_finance"):
            domain &= self._get_unpaid_domain()
        if typed.get("late"):
            # The field itself is closed to clients: it tells of other people's work.
            domain &= Domain(self._search_print_is_late("in", [True]))
        return domain

    def _get_unpaid_domain(self):
        """Return the domain of orders with an invoice that is not paid in full."""
        unpaid = (
            Domain("parent_state", "=", "posted")
            & Domain("move_id.move_type", "=", "out_invoice")
            & Domain("move_id.payment_state", "in", UNPAID)
        )
        # Accounts read orders by their own rights, and of them that they are unpaid.
        return Domain("order_line", "any!", Domain("invoice_lines", "any!", unpaid))

    @api.model
    def _read_day(self, text):
        """Return the day that a date field of a page has sent, None for none."""
        try:
            return date.fromisoformat(text or "")
        except ValueError:
            return None

    def _begin_of(self, day):
        """Return when a day begins by the shop's clock, as naive UTC."""
        # Where the shop is stands on its papers.
        here = ZoneInfo(self.env.company.sudo()._get_print_tz())
        begin = datetime.combine(day, time(), tzinfo=here)
        return begin.astimezone(UTC).replace(tzinfo=None)

    @api.model
    def _get_list_statuses(self):
        """Return ``[(id, what the client reads), ...]`` of where orders may stand.

        All of them: to look which occur would take longer with each order.
        """
        # Clients have no right on statuses, and read where each of their orders stands.
        # With all that rows tell of them.
        statuses = self.env["print.status"].sudo().search_fetch([])
        return [(status.id, status.client_name) for status in statuses]

    # The list as a spreadsheet -------------------------------------------------------

    def _get_list_heads(self, sees_money):
        """Return the heads of the columns of ``_get_list_cells``."""
        _ = self.env._
        heads = [
            _("Order"),
            _("Date"),
            _("Title"),
            _("Your reference"),
            _("Status"),
            _("Ready"),
        ]
        return heads + ([_("Amount with tax"), _("Currency"), _("Due")] * sees_money)

    def _get_list_cells(self, sees_money):
        """Return the values of this order as a row: texts, numbers and days."""
        self.ensure_one()
        zone = ZoneInfo(self.env.company._get_print_tz())
        ready = self.print_date_promised
        cells = [
            self.name,
            _to_day(self.date_order, zone),
            self.print_title or "",
            self.client_order_ref or "",
            self._get_status_values()["label"],
            _to_day(ready, zone) if ready else "",
        ]
        if not sees_money:
            return cells
        is_open = self._is_unpriced() or self._is_price_open()
        return [
            *cells,
            "" if is_open else self.amount_total,
            self.currency_id.name,
            "" if is_open or self.state == "cancel" else self._get_amount_due(),
        ]


def _to_day(moment, zone):
    """Return the day of a naive UTC datetime by the clock of ``zone``."""
    return (
        fields.Datetime.to_datetime(moment).replace(tzinfo=UTC).astimezone(zone).date()
    )
