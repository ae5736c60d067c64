from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import plaintext2html
from odoo.tools.misc import format_date

from ..typed_reason import read_reason
from .sale_order_line_final import APPROVED, FINAL, QUOTE, REJECTED

# Statuses in which the client owes something else, which is told first.
OTHER_MOVES = ("awaiting_files", "returned", "awaiting_proof", "awaiting_payment")


class SaleOrder(models.Model):
    """Prices that the client accepts or refuses on the page of his order."""

    _inherit = "sale.order"

    def _get_asked_lines(self):
        """Return the lines whose price the client is asked to accept, as superuser."""
        # Accounts see no estimates; what they read of one is chosen value by value.
        return self.sudo().order_line.filtered("print_asked_id")

    def _may_answer_price(self, account):
        """Whether ``account``, which sees this order, may agree to what it costs.

        It must see the amounts, and may spend: send orders, and act on this one.
        """
        return (
            account._has_print_right("see_finance")
            and account._has_print_right("can_submit")
            and self._may_be_changed_by(account)
        )

    def _get_price_question(self, account):
        """Return how the page asks to accept prices, None when there is nothing to ask.

        :return: dict of ``lines`` (see ``_get_asked_values``), ``keys`` (what is
            answered, for the form), ``is_quote``, ``valid``, ``is_open`` (not expired)
            and ``can_answer``
        """
        lines = self._get_asked_lines()
        if not lines or not account._has_print_right("see_finance"):
            return None
        asked = lines.print_asked_id
        expires = min(filter(None, asked.mapped("expires")), default=None)
        is_open = not self._is_question_expired(asked)
        return {
            "lines": [line._get_asked_values() for line in lines],
            "keys": _get_keys(asked),
            "is_quote": all(each.kind == QUOTE for each in asked),
            "valid": format_date(self.env, expires, date_format="d MMMM")
            if expires
            else "",
            "is_open": is_open,
            "can_answer": is_open and self._may_answer_price(account),
        }

    def _is_question_expired(self, asked):
        today = fields.Date.context_today(self)
        return any(each.expires and each.expires < today for each in asked)

    # The client's answer -------------------------------------------------------------

    def _accept_prices(self, keys):
        """Let the asked prices hold, as the client who accepts them.

        :param str keys: of the prices that he has read, see ``_get_price_question``
        :raise AccessError: for an account that may not agree to prices
        :raise UserError: when they are not asked any more, or are others by now
        """
        lines_sudo = self._check_price_question(keys)
        asked_sudo = lines_sudo.print_asked_id
        if self._is_question_expired(asked_sudo):
            raise UserError(
                self.env._("The price is not valid any more: ask us for a new one.")
            )
        self._answer_prices(lines_sudo, APPROVED)
        self._tell_staff(
            lambda order: order.env._(
                "%s: the client has accepted the price.", order.name
            )
        )

    def _refuse_prices(self, keys, reason):
        """Refuse the asked prices; the reason joins the discussion, staff get a task.

        :param str reason: in the client's words, see ``read_reason``
        :raise AccessError: for an account that may not agree to prices
        :raise UserError: without a reason, or as ``_accept_prices``
        """
        lines_sudo = self._check_price_question(keys)
        reason = read_reason(self.env, reason)
        self._answer_prices(lines_sudo, REJECTED, reason)
        # Accounts may not write orders: their answer was checked above.
        self.sudo().message_post(
            body=plaintext2html(self.env._("Price refused: %s", reason)),
            author_id=self.env.user.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        self._tell_staff(
            lambda order: order.env._(
                "%(order)s: the client refuses the price: %(reason)s",
                order=order.name,
                reason=reason,
            )
        )

    def _answer_for_client(self, is_accepted, reason):
        """Answer in the client's place, as he has told by mail or telephone.

        :param str reason: how he has told it; it is logged
        """
        self.ensure_one()
        lines_sudo = self._get_asked_lines()
        if not lines_sudo:
            raise UserError(self.env._("%s waits for no answer any more.", self.name))
        reason = read_reason(self.env, reason)
        self._answer_prices(lines_sudo, APPROVED if is_accepted else REJECTED, reason)

    def _check_price_question(self, keys):
        """Return the lines asked for, refusing what the user may not answer."""
        lines_sudo = self._get_asked_lines()
        if not lines_sudo:
            raise UserError(self.env._("%s waits for no answer any more.", self.name))
        if not self._may_answer_price(self.env.user):
            raise AccessError(
                self.env._(
                    "Your account may not agree to prices: your main account can."
                )
            )
        if keys != _get_keys(lines_sudo.print_asked_id):
            raise UserError(
                self.env._("The price has changed meanwhile: look at it again.")
            )
        return lines_sudo

    def _answer_prices(self, lines_sudo, state, reason=False):
        """Note the answer to the prices of these lines, and do what follows from it."""
        # That he may answer was checked; what follows is no right of his.
        user, order_sudo = self.env.user, self.sudo()
        asked_sudo = lines_sudo.print_asked_id
        asked_sudo._answer(state, reason)
        is_accepted = state == APPROVED
        order_sudo._message_log(
            body=order_sudo.env._("Price accepted by %s.", user.name)
            if is_accepted
            else order_sudo.env._("Price refused by %s.", user.name),
            author_id=user.partner_id.id,
        )
        order_sudo._close_price_tasks()
        for line in lines_sudo:
            if is_accepted:
                line._take_price(line.print_asked_id)
            else:
                line._drop_price()
        if not is_accepted:
            order_sudo._ask_for_better_price(reason)
        elif any(each.kind == FINAL for each in asked_sudo):
            order_sudo._tell_final_price()

    def _ask_for_better_price(self, reason):
        """Give who serves this order the task of answering a refused price."""
        for user in self._get_price_askers():
            told = self.with_context(lang=user.lang)
            told._ask_price_of(
                user, told.env._("Price refused"), plaintext2html(reason)
            )

    def _get_price_askers(self):
        """Ask who stands in for the absent; the coordinators if nobody serves it."""
        group = self.env.ref("print_portal.group_coordinator")
        # Clients trigger this, and see no users.
        askers = super()._get_price_askers().sudo()
        present = askers.browse().concat(*(user._get_stand_in() for user in askers))
        return present or group.sudo().user_ids

    # Mails ---------------------------------------------------------------------------

    def _tell_final_price(self):
        """Tell the client that the price after the work stands."""
        self._send_print_mail(
            self.env.ref("print_portal.mail_template_final_price"),
            self.sudo()._get_money_contact(),
        )

    def _tell_asked_price(self):
        """Ask the client by mail to accept a price; tell his salesperson."""
        self._send_print_mail(
            self.env.ref("print_portal.mail_template_price"),
            self.sudo()._get_price_contact(),
        )
        if self.user_id != self.env.user:
            self._tell_staff(
                lambda order: order.env._(
                    "%s: the client is asked to accept a price.", order.name
                )
            )

    def _get_price_contact(self):
        """Return who is asked about a price: who may answer, else the main account."""
        contact = self._get_money_contact()
        accounts = contact.user_ids
        if accounts and not self._may_answer_price(accounts[0]):
            return contact.print_client_id or contact.commercial_partner_id
        return contact

    def _get_mail_values(self):
        """Add what the client is asked to accept, and what moved in final prices."""
        values = super()._get_mail_values()
        order = self.sudo()  # the reader's rights count, see below
        sees_money = order._is_money_shown_to(order._get_mail_contact())
        asked = order._get_asked_lines() if sees_money else order.order_line.browse()
        values["asked"] = [line._get_asked_values() for line in asked]
        return values

    def _get_coming_words(self):
        """After a price for what is made already, nothing begins."""
        asked = self._get_asked_lines().print_asked_id
        if any(each.kind == FINAL for each in asked):
            return ""
        return super()._get_coming_words()

    # Whose move it is ----------------------------------------------------------------

    @api.depends("order_line.print_asked_id")
    def _compute_print_status(self):
        """An order with a price to accept waits for its client."""
        result = super()._compute_print_status()
        for order in self:
            asked = order.order_line.print_asked_id
            if asked and order.print_awaited_from != "client":
                order.print_awaited_from = "client"
                order.print_awaited_since = min(asked.mapped("computed_at"))
        return result

    def _speaks_of_price(self):
        """Whether a price to accept is what the client is told first."""
        self.ensure_one()
        if self.print_awaited_from != "client" or not self._get_asked_lines():
            return False
        return self._get_speaking_job().status_id.code not in OTHER_MOVES

    def _get_awaited_line(self, job=None, sees_money=False):
        order = self.sudo()  # whoever may see the order may read where it stands
        if job is None and order._speaks_of_price():
            return order._get_price_line(sees_money)
        return super()._get_awaited_line(job, sees_money)

    def _get_price_line(self, sees_money):
        """Return the awaited line of a price to accept, see ``_get_awaited_line``."""
        _ = self.env._
        asked = self._get_asked_lines().print_asked_id
        is_quote = all(each.kind == QUOTE for each in asked)
        since = self._format_days(min(asked.mapped("computed_at")))
        more = (
            _("Work begins when you have accepted it.")
            if is_quote
            else _("The invoice waits for it.")
        )
        if self._is_question_expired(asked):
            lead, more = _("Our price is not valid any more: ask for a new one."), ""
        elif not sees_money:
            lead = _("Waiting for your main account: accept a price.")
        elif is_quote:
            lead = _("Waiting for you: accept our price.")
        else:
            lead = _("Waiting for you: accept the final price.")
        return {
            "tone": "you",
            "lead": lead,
            "since": since,
            "more": " ".join(filter(None, [since, more])),
            "url": f"{self._get_print_url()}#price" if sees_money else "",
            "label": _("See the price") if sees_money else "",
        }

    def _get_staff_line(self, job=None):
        order = self.sudo()  # whoever works on a job may read where it stands
        asked = order._get_asked_lines()
        is_told = asked if job is None else asked & job.sudo().line_id
        if is_told and (job or order._get_speaking_job()).sudo().status_id.code not in (
            OTHER_MOVES
        ):
            if all(each.kind == QUOTE for each in asked.print_asked_id):
                return self.env._("Client: accept our price.")
            return self.env._("Client: accept the final price.")
        return super()._get_staff_line(job)

    # What waits for the answer -------------------------------------------------------

    def _confirmation_error_message(self):
        """Work without an accepted price does not begin."""
        if message := super()._confirmation_error_message():
            return message
        if asked := self._get_asked_lines():
            return self.env._(
                "The client has still to accept the price of: %s",
                ", ".join(line._get_print_title() for line in asked),
            )
        open_lines = self.order_line.filtered("print_is_on_request")
        if self.print_source and open_lines:
            return self.env._(
                "Quote a price first, the client accepts it: %s",
                ", ".join(line._get_print_title() for line in open_lines),
            )
        return False

    def _create_invoices(self, grouped=False, final=False, date=None):
        self._check_prices_answered()
        return super()._create_invoices(grouped=grouped, final=final, date=date)

    def _check_prices_answered(self):
        """Refuse to bill what the client has still to agree to.

        :raise UserError: naming the orders
        """
        waiting = self.filtered(lambda order: order._get_asked_lines())
        if waiting:
            raise UserError(
                self.env._(
                    "The client has still to accept the final price: %s",
                    ", ".join(waiting.mapped("name")),
                )
            )

    def _action_cancel(self):
        """Nobody is asked for the price of what is cancelled."""
        self._get_asked_lines()._withdraw_price()
        return super()._action_cancel()

    # The page ------------------------------------------------------------------------

    def _portal_values(self, account):
        values = super()._portal_values(account)
        # Read for who sees totals; accounts read no tariffs.
        rates = self.sudo()._get_hour_prices() if values["totals"] else {}
        for line in values["lines"]:
            line["hour_price"] = rates.get(line["type_code"], "")
        return {**values, "price_question": self._get_price_question(account)}

    def _get_hour_prices(self):
        """Return what an hour of work on request costs: texts by code of its type."""
        open_lines = self.order_line.filtered(
            lambda line: line.print_is_on_request and line.print_spec_id
        )
        prices = {
            order_type.code: lines[:1]._get_hour_price()
            for order_type, lines in open_lines.grouped("print_order_type_id").items()
        }
        return {
            code: self.env._("%s an hour", self.currency_id.format(price))
            for code, price in prices.items()
            if price is not None
        }

    def _format_signed(self, amount):
        """Return a difference of money with its sign."""
        sign = "+" if amount > 0 else "−" if amount < 0 else ""
        return f"{sign}{self._format_plain(abs(amount))}"

    def _get_total_values(self):
        """Add what was paid beyond a price that fell."""
        values = super()._get_total_values()
        if not values:
            return values
        more = self.currency_id.round(self._get_paid_amount() - self.amount_total)
        return {**values, "credit": self.currency_id.format(more) if more > 0 else ""}


def _get_keys(asked):
    """Return what names these prices in a form: other prices have other keys."""
    return ",".join(str(id) for id in sorted(asked.ids))
