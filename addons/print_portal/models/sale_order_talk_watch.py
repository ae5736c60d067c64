from odoo import models


class SaleOrder(models.Model):
    """Who of the client is written to when something is said at an order."""

    _inherit = "sale.order"

    def _is_watched_by(self, account):
        """Whether ``account`` gets what is said at this order by mail."""
        self.ensure_one()
        # Accounts do not see who follows; this one asks of itself.
        order = self.sudo()
        if order.print_is_to_tell and account == order.print_account_id:
            return True  # sending it makes him follow, in a moment
        return account.partner_id in order.message_partner_ids

    def _watch(self, is_wanted):
        """Let the user be written to, or no longer.

        :raise AccessError: for an order that he may not see
        """
        self.check_access("read")
        # Whoever sees an order may follow it; nobody is made to by others.
        order = self.sudo()
        contact = self.env.user.partner_id
        if is_wanted:
            order.message_subscribe(contact.ids)
        else:
            order.message_unsubscribe(contact.ids)

    def _get_talk_watching(self):
        """Return the people of the client who get what is said; asked as superuser."""
        followers = self.message_partner_ids.filtered(
            lambda person: (
                person.partner_share and not person._is_spared_messages(of_client=False)
            )
        )
        return self._get_talk_readers(followers)

    def _get_talk_watchers(self, account):
        """Return the names of who else of the client follows; for who sees colleagues.

        :rtype: list
        """
        if not account._has_print_right("see_colleagues"):
            return []
        # Names of colleagues who may see the order stand on it anyway.
        order = self.sudo()
        others = order.message_partner_ids.filtered("partner_share")
        others -= account.partner_id
        return order._get_talk_readers(others).sorted("name").mapped("name")
