from odoo import models
from odoo.exceptions import UserError

from .print_order_change import ACCEPTED

STATES = ("sent", "sale")


class SaleOrder(models.Model):
    """The shop has changed quantities of a split order: its client splits it again."""

    _inherit = "sale.order"

    def _ask_split(self):
        """Tell whoever ordered that the goods wait for their addresses.

        Of changes that he has to accept first he hears otherwise, see ``_ask_change``.
        """
        self.ensure_one()
        if not self._is_split_asked():
            return
        unsplit = self._get_unsplit_lines()
        self._message_log(
            body=" ".join(unsplit.mapped(lambda line: line._get_unsplit_words()))
        )
        if not self.env.user.share:  # an account is asked on the page
            self._send_print_mail(
                self.env.ref("print_dealer_portal.mail_template_split_again")
            )

    def _is_split_asked(self):
        """Whether this order waits for its client to say what goes where.

        Not before he has agreed to what has changed.
        """
        self.ensure_one()
        order = self.sudo()  # read for whoever sees the order
        return (
            order.is_print_split
            and not order.is_basket
            and order.state in STATES
            and bool(order._get_unsplit_lines())
            and not order._get_changes()
        )

    def _split_again(self, typed):
        """Keep what the addresses get now, and let the store follow.

        :param typed: texts by name ``share_<line id>_<place id>``
        :return: sentences by name, for what could not be kept
        :raise UserError: once nothing is asked any more
        """
        self.ensure_one()
        if not self._is_split_asked():
            raise UserError(
                self.env._("Every piece of %s has its address already.", self.name)
            )
        shares = {name: typed[name] for name in typed if name.startswith("share_")}
        errors = self._save_split(shares)
        if not errors and not self._get_unsplit_lines():
            self._message_log(
                body=self.env._("Split over the addresses again."),
                author_id=self.env.user.partner_id.id,
            )
            self._tell_staff(
                lambda order: order.env._(
                    "%s was split over its addresses again.", order.name
                )
            )
            self._confirm_agreed()
        return errors

    def _confirm_agreed(self):
        """Begin with what the client has agreed to: only the split was missing."""
        is_agreed = self.print_change_ids[:1].state == ACCEPTED
        if not (self.state == "sent" and is_agreed):
            return
        if not self._confirmation_error_message():
            self.action_confirm()

    def _get_awaited_line(self, job=None, sees_money=False):
        """The client's move: before it, nothing else can be done for the order."""
        if job or not self._is_split_asked():
            return super()._get_awaited_line(job=job, sees_money=sees_money)
        lead = self.env._("Waiting for you: split the goods over the addresses again.")
        more = self.env._("We have changed a quantity. It leaves as soon as you say.")
        return {
            "tone": "you",
            "lead": lead,
            "since": "",
            "more": more,
            "url": f"{self._get_print_url()}/places",
            "label": self.env._("Split the goods"),
        }
