from odoo import api, fields, models
from odoo.addons.print_portal.typed_reason import read_reason
from odoo.exceptions import UserError
from odoo.fields import Domain

from .print_credit_release import ASKED, USED

OVER_CREDIT = "awaiting_credit"


class SaleOrder(models.Model):
    """The credit limit stops an order at every door, and says how it goes on.

    It is core's limit, of whom the invoice goes to. What counts: posted items, orders
    confirmed and not invoiced, this order, and what the client has sent before it. An
    order of the partner portal is taken in and waits; no order is confirmed: neither
    a copy, nor by a program. The way out: to pay, or a ``print.credit.release``.
    """

    _inherit = "sale.order"

    print_is_over_credit = fields.Boolean(
        "Over the credit limit",
        readonly=True,
        copy=False,
        help="As found last: when it was sent, when something was paid or released.",
    )
    print_release_ids = fields.One2many(
        "print.credit.release",
        "order_id",
        "Credit releases",
        groups="sales_team.group_sale_salesman,account.group_account_invoice",
    )
    print_credit_words = fields.Char(
        "Credit limit",
        compute="_compute_print_credit_words",
        groups="sales_team.group_sale_salesman,account.group_account_invoice",
    )
    print_is_release_asked = fields.Boolean(
        "Credit release is asked",
        compute="_compute_print_credit_words",
        groups="sales_team.group_sale_salesman,account.group_account_invoice",
    )

    _print_over_credit_idx = models.Index(
        "(partner_invoice_id) WHERE print_is_over_credit"
    )

    @api.depends(
        "state", "amount_total", "partner_invoice_id", "print_release_ids.state"
    )
    @api.depends_context("lang")
    def _compute_print_credit_words(self):
        for order in self:
            is_open = order.state in ("draft", "sent") and not order.is_basket
            order.print_credit_words = is_open and order._get_credit_words()
            order.print_is_release_asked = bool(order._get_asked_release())

    @api.depends("print_credit_words")
    def _compute_partner_credit_warning(self):
        """Ours counts what was sent before, too: one figure, not two."""
        result = super()._compute_partner_credit_warning()
        field = self._fields["print_credit_words"]
        if self._has_field_access(field, "read"):
            self.filtered("print_credit_words").partner_credit_warning = ""
        return result

    # How much ------------------------------------------------------------------------

    def _get_payer(self):
        """Return who owes what this order costs, in the company of the order."""
        payer = self.partner_invoice_id.commercial_partner_id
        return payer.with_company(self.company_id)

    def _get_credit_excess(self):
        """Return by how much this order exceeds the limit, in the company's currency.

        0.0 within the limit, and without any.
        """
        self.ensure_one()
        # What a client owes is closed to who merely takes the order.
        order = self.sudo()
        payer, company = order._get_payer(), order.company_id
        if not company.account_use_credit_limit or not payer.credit_limit:
            return 0.0
        # Core works them out without knowing when they change.
        payer.invalidate_recordset(["credit", "credit_to_invoice"])
        owed = payer.credit + payer.credit_to_invoice
        if order.state != "sale":  # core counts confirmed orders by itself
            owed += order._get_credit_waiting(payer)
        return max(company.currency_id.round(owed - payer.credit_limit), 0.0)

    def _get_credit_waiting(self, payer):
        """Return what this order comes to, with what its client has sent before it."""
        orders = self
        if sent := self.print_date_submitted:
            orders |= self.search_fetch(
                Domain("is_partner_portal", "=", True)
                & Domain("state", "=", "sent")
                & Domain("company_id", "=", self.company_id.id)
                & Domain("partner_invoice_id.commercial_partner_id", "=", payer.id)
                & (
                    Domain("print_date_submitted", "<", sent)
                    # Within one second the older record is the one before.
                    | Domain("print_date_submitted", "=", sent)
                    & Domain("id", "<", self.id)
                ),
                ["amount_total", "currency_id"],
            )
        return sum(
            self.company_id._convert_for_limits(order.amount_total, order.currency_id)
            for order in orders
        )

    def _get_usable_release(self, excess):
        """Return a release thanks to which this order may be confirmed, or none."""
        # Whoever confirms the order may be let through, without reading releases.
        releases = self.env["print.credit.release"].sudo()
        granted = releases.search(
            Domain("partner_id", "=", self._get_payer().id)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("state", "=", "granted")
        )
        usable = granted.filtered(lambda release: release._is_usable(self, excess))
        return usable.sorted(lambda release: not release.order_id)[:1]

    def _is_released(self):
        """Whether the limit does not hold for this order, which was released."""
        self.ensure_one()
        # Who works on a job of the order reads no releases.
        used = self.sudo().print_release_ids.filtered(lambda one: one.state == USED)
        return bool(used or self._get_usable_release(self._get_credit_excess()))

    # What it stops -------------------------------------------------------------------

    def _get_credit_words(self):
        """Say that and by how much this order is over the limit, "" when it is not."""
        excess = self._get_credit_excess()
        if not excess or self._get_usable_release(excess):
            return ""
        return self._get_excess_words(excess)

    def _get_excess_words(self, excess):
        # Any account reads symbols of currencies.
        amount = self.company_id.sudo().currency_id.format(excess)
        if self._get_asked_release():
            return self.env._(
                "Over the credit limit by %s: accounts were asked for a release.",
                amount,
            )
        return self.env._(
            "Over the credit limit by %s: take a payment, or ask for a release.", amount
        )

    def _confirmation_error_message(self):
        return (
            super()._confirmation_error_message() or self._get_credit_words() or False
        )

    def _action_confirm(self):
        result = super()._action_confirm()
        for order in self:
            if excess := order._get_credit_excess():
                order._get_usable_release(excess)._use_for(order)
            order.print_is_over_credit = False
        return result

    def _after_submission(self):
        """What is over the limit comes to us, and waits."""
        result = super()._after_submission()
        self._refresh_credit()
        return result

    def _tell_arrival(self):
        result = super()._tell_arrival()
        if self.print_is_over_credit:
            self._tell_staff(
                lambda order: order.env._("%s is over the credit limit.", order.name)
            )
        return result

    def _refresh_credit(self):
        """Find out again whether these orders, waiting for acceptance, are over."""
        for order in self:
            is_over = order._is_to_accept() and bool(order._get_credit_words())
            if order.print_is_over_credit != is_over:
                order.print_is_over_credit = is_over

    @api.model
    def _refresh_credit_of(self, payers):
        """See whether orders of ``payers`` that were stopped may go on now."""
        if not payers:
            return
        # A consequence of a payment, or of a limit: not a right of who books it.
        stopped = self.sudo().search(
            Domain("print_is_over_credit", "=", True)
            & Domain("partner_invoice_id.commercial_partner_id", "in", payers.ids)
        )
        stopped._refresh_credit()

    # To ask for a release ------------------------------------------------------------

    def _ask_release(self, reason):
        """Ask accounts to let this order pass, though it is over the limit.

        :param str reason: in the words of who asks
        :raise AccessError: for an account that may not act on the order
        :raise UserError: without a reason, or when nothing is in the way
        """
        self.ensure_one()
        if not self.env.user._is_internal():
            self._check_may_be_changed()
        order = self.sudo()  # accounts write no releases: this is their door
        excess = order._get_credit_excess()
        if not excess or not order._is_to_accept():
            raise UserError(
                self.env._("%s is not over the credit limit any more.", self.name)
            )
        reason = read_reason(self.env, reason)
        if order._get_asked_release():
            return
        order.env["print.credit.release"].create(
            {
                "partner_id": order._get_payer().id,
                "company_id": order.company_id.id,
                "order_id": order.id,
                "asked_by_id": self.env.uid,
                "reason": reason,
                "amount": excess,
            }
        )

    def action_ask_release(self):
        """Open a request for a release of this order."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for a release"),
            "res_model": "print.credit.release",
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_partner_id": self._get_payer().id,
                "default_company_id": self.company_id.id,
                "default_order_id": self.id,
                "default_amount": self._get_credit_excess(),
            },
        }

    def _get_asked_release(self):
        # Whoever sees the order may know that it waits for accounts.
        return self.sudo().print_release_ids.filtered(lambda one: one.state == ASKED)

    def _tell_release(self, release):
        """Tell the client and who serves him what accounts have decided."""
        self._refresh_credit()
        is_granted = release.state == "granted"
        if self.print_account_id:
            self.with_context(print_release=release.id)._send_print_mail(
                self.env.ref("print_dealer_portal.mail_template_credit_answer"),
                self._get_money_contact(),
            )
        self._tell_staff(
            lambda order: (
                order.env._("%s: the credit is released.", order.name)
                if is_granted
                else order.env._("%s: the credit is not released.", order.name)
            )
        )

    # The page ------------------------------------------------------------------------

    def _get_code_without_jobs(self):
        code = super()._get_code_without_jobs()
        is_stopped = self.print_is_over_credit and not self._get_asked_release()
        return OVER_CREDIT if code == "awaiting_acceptance" and is_stopped else code

    @api.depends("print_is_over_credit", "print_release_ids.state")
    def _compute_print_status(self):
        return super()._compute_print_status()

    def _get_awaited(self):
        if self.print_status_id.code == OVER_CREDIT:
            return "client", self.print_date_submitted
        return super()._get_awaited()

    def _portal_values(self, account):
        """See, too, ``credit``: how an order that is over the limit goes on, or None.

        A dict of ``is_asked``, ``excess`` (a text, "" for who may not see money) and
        ``can_ask``.
        """
        return super()._portal_values(account) | {
            # Accounts read no limits: what this one is told is chosen there.
            "credit": self.sudo()._get_credit_values(account)
        }

    def _get_credit_values(self, account):
        if not (self.print_is_over_credit and self._is_to_accept()):
            return None
        is_asked = bool(self._get_asked_release())
        sees_money = account._has_print_right("see_finance")
        return {
            "is_asked": is_asked,
            "excess": self.company_id.currency_id.format(self._get_credit_excess())
            if sees_money
            else "",
            "can_ask": not is_asked and self._may_be_changed_by(account),
        }

    def _get_awaited_words(self, status, reason):
        _ = self.env._
        order = self.sudo()  # whoever may see the order may read where it stands
        if status.code == OVER_CREDIT:
            return (
                _("Waiting for you: the order is over your credit limit."),
                _("Pay now, or ask for a release."),
                "",
            )
        if status.code == "awaiting_acceptance" and order.print_is_over_credit:
            return _("We are looking at your request for a release."), "", ""
        return super()._get_awaited_words(status, reason)

    def _get_staff_words(self, reason):
        words = {OVER_CREDIT: self.env._("Client: over the credit limit.")}
        # Whoever works on an order reads where it stands, not the limit.
        if self.sudo().print_is_over_credit:
            words["awaiting_acceptance"] = self.env._("Us: release the credit.")
        return super()._get_staff_words(reason) | words

    def _get_awaited_line(self, job=None, sees_money=False):
        """Lead who may pay to the page that takes it."""
        values = super()._get_awaited_line(job, sees_money)
        # Whoever reads the order may read what it waits for.
        if job is not None or self.sudo().print_status_id.code != OVER_CREDIT:
            return values
        label, url = self._get_payment_button() if sees_money else ("", "")
        return {**values, "tone": "you", "label": label, "url": url}

    def _get_mail_values(self):
        """Add what accounts have decided about the credit, where the mail tells it."""
        values = super()._get_mail_values()
        release = self.env["print.credit.release"].browse(
            self.env.context.get("print_release") or ()
        )
        release_sudo = release.sudo()  # the order it belongs to is the reader's
        values["release"] = release_sudo and {
            "is_granted": release_sudo.state == "granted",
            "answer": release_sudo.answer or "",
        }
        return values
