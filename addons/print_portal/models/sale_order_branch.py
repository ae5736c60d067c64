from odoo import models


class SaleOrder(models.Model):
    """Orders of a branch: on its own data, with what its client is granted."""

    _inherit = "sale.order"

    def _open_basket(self, **values):
        """An account of a branch orders for the branch."""
        user = self.env.user
        client, buyer = user._print_client(), user._print_buyer()
        if buyer != client:
            # What every basket begins with; accounts need not read it.
            buyer_sudo, client_sudo = buyer.sudo(), client.sudo()
            values = {
                "partner_id": buyer.id,
                "user_id": (buyer_sudo.user_id or client_sudo.user_id).id,
                "print_recipient_phone": user.partner_id.phone or buyer_sudo.phone,
                **values,
            }
        return super()._open_basket(**values)

    def _compute_user_id(self):
        """Who serves the client serves a branch that has nobody of its own."""
        kept = self.filtered(lambda order: order._origin.id and order.user_id)
        result = super()._compute_user_id()
        for order in self - kept:
            partner = order.partner_id
            own = partner.user_id or partner.commercial_partner_id.user_id
            if not own and partner.is_print_branch and partner.print_client_id.user_id:
                order.user_id = partner.print_client_id.user_id
        return result

    def _compute_payment_term_id(self):
        """A branch without terms of payment of its own pays on its client's."""
        result = super()._compute_payment_term_id()
        for order in self:
            partner = order.partner_id.with_company(order.company_id)
            if not order.payment_term_id and partner.is_print_branch:
                head = partner.print_client_id
                order.payment_term_id = head.property_payment_term_id
        return result

    def _get_print_contact(self):
        """Who has no e-mail address in a branch without one is told at the client's."""
        contact = super()._get_print_contact()
        return contact if contact.email else contact.print_client_id or contact

    def _get_money_contact(self):
        """The main account is the client's, also of what his branch has ordered."""
        contact = super()._get_money_contact()
        if contact == self._get_print_contact():
            return contact
        return contact.print_client_id or contact
