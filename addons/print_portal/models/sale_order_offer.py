from odoo import models
from odoo.exceptions import AccessError, UserError
from odoo.tools import plaintext2html
from odoo.tools.misc import format_date

from ..typed_reason import read_reason


class SaleOrder(models.Model):
    """A quotation of the office, which the client accepts or declines on his page.

    It is an order that staff have described and sent; nothing of it has begun.
    """

    _inherit = "sale.order"

    def _is_offer(self):
        """Whether this is a quotation of the office that waits for an answer."""
        self.ensure_one()
        return (
            self.print_source == "office"
            and self.state == "sent"
            and not self.print_job_ids
        )

    def _may_answer_offer(self, account):
        """Whether ``account``, which sees this quotation, may accept or decline it."""
        return account._has_print_right("can_submit") and self._may_be_changed_by(
            account
        )

    def _get_offer_values(self, account):
        """Return how the page asks for an answer, None when there is none to give.

        :return: dict of ``is_open`` (not expired) and ``can_answer``
        """
        if not self._is_offer():
            return None
        is_open = not self.is_expired
        return {
            "is_open": is_open,
            "can_answer": is_open and self._may_answer_offer(account),
        }

    def _accept_offer(self):
        """Confirm this quotation, as the client who accepts it.

        :raise AccessError: for an account that may not send orders
        :raise UserError: with what is still missing, or why it is too late
        """
        self._check_offer()
        # Clients may not write orders: what they may answer is checked above.
        order_sudo = self.sudo()
        unpriced = order_sudo.order_line.filtered("print_is_on_request")
        if unpriced:
            raise UserError(
                self.env._(
                    "We still have to price %s: we write to you.",
                    ", ".join(unpriced.mapped(lambda line: line._get_print_title())),
                )
            )
        if message := order_sudo._confirmation_error_message():
            raise UserError(message)
        account = self.env.user
        order_sudo._message_log(
            body=self.env._("Accepted by %s.", account.name),
            author_id=account.partner_id.id,
        )
        order_sudo.action_confirm()
        self._tell_staff(
            lambda order: order.env._("%s was accepted by the client.", order.name)
        )

    def _decline_offer(self, reason):
        """Cancel this quotation at its client's wish; his reason joins the discussion.

        :param str reason: in his words, see ``read_reason``
        :raise AccessError: for an account that may not send orders
        :raise UserError: without a reason, or when there is nothing to decline
        """
        self._check_offer()
        reason = read_reason(self.env, reason)
        # Clients may not write orders: what they may answer is checked above.
        order_sudo = self.sudo()
        order_sudo.message_post(
            body=plaintext2html(self.env._("Declined: %s", reason)),
            author_id=self.env.user.partner_id.id,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )
        order_sudo._action_cancel()
        self._tell_staff(
            lambda order: order.env._(
                "%(order)s was declined by the client: %(reason)s",
                order=order.name,
                reason=reason,
            )
        )

    def _check_offer(self):
        """Refuse to answer what is no open quotation, or not the user's to answer."""
        if not self._is_offer():
            raise UserError(self.env._("%s waits for no answer any more.", self.name))
        if not self._may_answer_offer(self.env.user):
            raise AccessError(
                self.env._(
                    "Your account may look, not order: your main account can switch"
                    " this on."
                )
            )
        if self.is_expired:
            raise UserError(self._get_offer_expired_words())

    # Words ---------------------------------------------------------------------------

    def _get_offer_line(self):
        """Return the awaited line of a quotation, see ``_get_awaited_line``."""
        _ = self.env._
        if self.is_expired:
            lead, more = self._get_offer_expired_words(), ""
        else:
            lead = _("Waiting for you: accept the quotation.")
            more = (
                _("It is valid until %s.", self._format_validity())
                if self.validity_date
                else ""
            )
        return {
            "tone": "off" if self.is_expired else "you",
            "lead": lead,
            "since": more,
            "more": more,
            "url": self._get_print_url(),
            "label": _("See the quotation"),
        }

    def _get_offer_expired_words(self):
        return self.env._(
            "The quotation was valid until %s: ask for a new one.",
            self._format_validity(),
        )

    def _get_offer_staff_line(self):
        if self.is_expired:
            return self.env._("The quotation has expired.")
        return self.env._("Client: accept the quotation.")

    def _format_validity(self):
        return format_date(self.env, self.validity_date, date_format="d MMMM")
