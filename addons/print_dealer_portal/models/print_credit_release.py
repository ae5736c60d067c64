from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

ASKED, GRANTED, REFUSED, USED = "asked", "granted", "refused", "used"
TASK = "print_dealer_portal.mail_activity_release"
DAYS = 7  # that a release is good for, unless accounts say otherwise


class PrintCreditRelease(models.Model):
    """Leave to exceed the credit limit of a client once, up to a sum and a day.

    Asked for by the client on the page of his order, or by staff; granted or refused by
    accounts; used up by the first order that is confirmed thanks to it.
    """

    _name = "print.credit.release"
    _description = "Credit Release"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "partner_id"

    partner_id = fields.Many2one(
        "res.partner", "Client", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    order_id = fields.Many2one(
        "sale.order",
        "For the order",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: for the next order of this client that needs it.",
    )
    state = fields.Selection(
        [
            (ASKED, "To decide"),
            (GRANTED, "Granted"),
            (REFUSED, "Refused"),
            (USED, "Used"),
        ],
        required=True,
        readonly=True,
        default=ASKED,
        tracking=True,
    )
    asked_by_id = fields.Many2one(
        "res.users",
        "Asked by",
        required=True,
        readonly=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    reason = fields.Text(required=True, help="Why the limit should be exceeded.")
    amount = fields.Monetary(
        "Over the limit by",
        tracking=True,
        help="How much more than his limit the client may owe with this order.",
    )
    date_until = fields.Date(
        "Until",
        default=lambda self: fields.Date.context_today(self) + timedelta(days=DAYS),
        tracking=True,
        help="The last day on which an order may be confirmed.",
    )
    answer = fields.Text(help="The client reads it word for word.")
    granted_by_id = fields.Many2one(
        "res.users", "Decided by", readonly=True, ondelete="restrict"
    )
    date_decided = fields.Datetime("Decided on", readonly=True)
    date_used = fields.Datetime("Used on", readonly=True)

    _amount_positive = models.Constraint(
        "CHECK(amount >= 0)", "Enter an amount of 0 or more."
    )
    _asked_uniq = models.UniqueIndex(
        "(order_id) WHERE state = 'asked'", "A release of this order is asked already."
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Put each request on the lists of accounts."""
        releases = super().create(vals_list)
        for release in releases:
            release._ask_accounts()
        return releases

    def _ask_accounts(self):
        """Give accounts the task of deciding."""
        # Whoever asks sees neither the users of the shop nor their tasks.
        release = self.sudo()
        accounts = self.env.ref("account.group_account_invoice").sudo().all_user_ids
        for user in accounts.filtered(
            lambda user: user._is_internal() and release.company_id in user.company_ids
        ):
            told = release.with_context(lang=user.lang, mail_activity_quick_update=True)
            told.activity_schedule(
                TASK,
                user_id=user.id,
                summary=told.env._("Credit limit: %s", told.partner_id.name),
                note=told.reason,
            )

    # The decision --------------------------------------------------------------------

    def action_grant(self):
        """Let the client exceed his limit, once.

        :raise UserError: for what is decided already, or says not how much, how long
        """
        self._check_open()
        today = fields.Date.context_today(self)
        for release in self:
            if not release.amount:
                raise UserError(self.env._("Over the limit by: enter the amount."))
            if not release.date_until or release.date_until < today:
                raise UserError(self.env._("Until: enter today or a later day."))
        self._decide(GRANTED)

    def action_refuse(self):
        """Let the limit stand.

        :raise UserError: for what is decided already
        """
        self._check_open()
        self._decide(REFUSED)

    def _check_open(self):
        self.check_access("write")
        if any(release.state != ASKED for release in self):
            raise UserError(self.env._("This request is decided already."))

    def _decide(self, state):
        """Keep who has decided, and tell the client and who serves him."""
        self.write(
            {
                "state": state,
                "granted_by_id": self.env.uid,
                "date_decided": fields.Datetime.now(),
            }
        )
        self.activity_unlink([TASK])
        for release in self.filtered("order_id"):
            # Accounts write no orders: that it waits no more follows from this.
            release.order_id.sudo()._tell_release(release)

    def _is_usable(self, order, excess):
        """Whether ``order`` may be confirmed thanks to this, though over the limit.

        :param float excess: how much over, in the currency of the company
        """
        self.ensure_one()
        return (
            self.state == GRANTED
            and (not self.order_id or self.order_id == order)
            and self.date_until >= fields.Date.context_today(self)
            and self.currency_id.compare_amounts(excess, self.amount) <= 0
        )

    def _use_for(self, order):
        """Mark this, if it is any, as used up by ``order``."""
        if not self:
            return
        self.write(
            {"state": USED, "date_used": fields.Datetime.now(), "order_id": order.id}
        )
        self._message_log(body=self.env._("Used by %s.", order.name))
