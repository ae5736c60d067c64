from odoo import models


class SaleOrder(models.Model):
    """What dealers are told of an order stands behind their bell, too."""

    _inherit = "sale.order"

    def _send_print_mail(self, template, contact=None):
        """Whoever is written to finds it on his pages, with or without a mail."""
        result = super()._send_print_mail(template, contact)
        order = self.sudo()  # told of a step, whoever makes it
        contact = (contact or order._get_print_contact()).sudo()
        accounts = contact.user_ids.filtered(
            lambda user: user != self.env.user and user._works_as("dealer")
        )
        if accounts:
            order = order.with_context(print_mail_contact=contact.id)
            told = template.sudo().with_env(order.env)
            subjects = told._render_field("subject", order.ids, compute_lang=True)
            self.env["print.news"]._add(accounts, subjects[order.id], order)
        return result

    def _message_post_after_hook(self, message, msg_vals):
        result = super()._message_post_after_hook(message, msg_vals)
        self._add_news_of(message)
        return result

    def _add_news_of(self, message):
        """Tell the accounts that follow this order of what the shop wrote."""
        order, message = self.sudo(), message.sudo()  # its writer may see neither
        is_told = (
            order.print_account_id
            and message.message_type in ("comment", "email")
            and message.author_id
            and not message.author_id.partner_share
            and not message._is_staff_note()
        )
        if is_told:
            people = order._get_talk_watching()
            people |= order._get_talk_readers(order.print_account_id.partner_id)
            self.env["print.news"]._add_of_message(people.user_ids, message, order)

    def _note_view(self):
        result = super()._note_view()
        if self.env.user._works_as("dealer"):
            self.env.user._read_news(self)
        return result
