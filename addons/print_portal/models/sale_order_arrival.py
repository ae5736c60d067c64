import logging
from datetime import timedelta

from odoo import api, fields, models
from odoo.service.model import PG_CONCURRENCY_EXCEPTIONS_TO_RETRY as AT_WORK

CRON = "print_portal.ir_cron_arrivals"
PAUSE = timedelta(minutes=1)  # for an order that somebody else was just writing

_logger = logging.getLogger(__name__)


class SaleOrder(models.Model):
    """Telling client and staff that an order has come.

    Mails, tasks and followers take longer than all else of sending, so whoever waits
    for a page has it done by a job of the system, a moment later. That somebody is
    still to be told is written with the order: none comes without its mail and task.
    """

    _inherit = "sale.order"

    print_is_to_tell = fields.Boolean(
        "Still to be told",
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="The order has come, and nobody has been told of it yet.",
    )

    _print_is_to_tell_idx = models.Index("(id) WHERE print_is_to_tell")

    def _tell_arrival_later(self):
        """Have it told as soon as this is committed."""
        self.print_is_to_tell = True
        self._hurry_arrivals()

    @api.model
    def _hurry_arrivals(self, at=None):
        id = self.env["ir.model.data"]._xmlid_to_res_id(CRON)
        # Who sends an order may not start jobs of the system.
        self.env["ir.cron"].sudo().browse(id)._trigger(at)

    @api.model
    def _cron_tell_arrivals(self):
        """Tell of the orders that have come; one that fails keeps no other back."""
        orders = self.search([("print_is_to_tell", "=", True)], order="id")
        for left, order in zip(range(len(orders) - 1, -1, -1), orders, strict=True):
            try:
                with self.env.cr.savepoint():
                    order._as_sender()._tell_arrival()
                    order.print_is_to_tell = False
            except AT_WORK:
                self._hurry_arrivals(fields.Datetime.now() + PAUSE)
            except Exception:
                _logger.exception("Nobody could be told of order %s", order.name)
            self.env["ir.cron"]._commit_progress(1, remaining=left)

    def _as_sender(self):
        """Return this order as it is for the account that sent it, as superuser."""
        account = self.print_account_id
        # As the pages do, which found it by the account's rights.
        order = self.with_user(account).sudo().with_company(self.company_id)
        return order.with_context(lang=account.lang, tz=account.tz)

    def _tell_arrival(self):
        """Tell client and staff that this order has come."""
        self.ensure_one()
        followers = self.print_account_id.partner_id | self.user_id.partner_id
        self.message_subscribe(followers.ids)
        self._send_print_mail(self.env.ref("print_portal.mail_template_order_received"))
        self._announce()

    def _announce(self):
        """Have our staff told of this order; an add-on above may wait with it."""
        self._tell_staff_sent()

    def _tell_staff_sent(self):
        """Tell our staff that this order has come, once."""
        self._tell_staff(
            lambda order: order.env._(
                "New order %(number)s of %(client)s: %(title)s",
                number=order.name,
                client=order.partner_id.name,
                title=order.print_title,
            )
        )
