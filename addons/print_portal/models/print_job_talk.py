from odoo import models

from ..talk_thread import TalkThread
from .sale_order_mail import CHOICES


class PrintJob(TalkThread, models.Model):
    """What is said at a job: the client reads it on the page of his order."""

    _inherit = "print.job"

    def _get_talk_order(self):
        self.ensure_one()
        return self.order_id

    def action_ask_to_confirm(self):
        """Write a message about the order of this job that the client has to answer."""
        return self._get_talk_order().action_ask_to_confirm()

    def action_note_talk_visit(self):
        """Staff have looked at what is said at these jobs, and so at their orders."""
        self.check_access("read")
        # Whoever works on a job may not read its order.
        self.sudo().order_id.action_note_talk_visit()

    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        """Whoever follows the order is told as well, of messages."""
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        message_sudo = message.sudo()  # core hands over what is being sent
        if message_sudo.message_type not in ("comment", "email"):
            return recipients
        if message_sudo._is_staff_note():
            return recipients
        # Whoever writes at a job may not read the order.
        order = self.sudo().order_id
        told = {each["id"] for each in recipients}
        return recipients + [
            each
            for each in order._notify_get_recipients(message, msg_vals, **kwargs)
            if each["id"] not in told
        ]

    def _notify_get_recipients_groups(self, message, model_description, msg_vals=False):
        """Lead accounts to the page of the order."""
        groups = super()._notify_get_recipients_groups(
            message, model_description, msg_vals=msg_vals
        )
        if not self:
            return groups
        order = self.sudo().order_id  # as above
        for name, _is_member, data in groups:
            if name == "portal":
                data |= {
                    "active": True,
                    "has_button_access": True,
                    "button_access": {
                        "url": order.get_base_url() + order._get_print_url(),
                        "title": order.env._("See the order"),
                    },
                    "print_choices_url": order.get_base_url() + CHOICES,
                }
        return groups
