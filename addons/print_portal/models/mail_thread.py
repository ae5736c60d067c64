from odoo import api, models

from ..talk_thread import TalkThread


class MailThread(models.AbstractModel):
    """What machines answer is no word of a client."""

    _inherit = "mail.thread"

    @api.model
    def message_route(
        self, message, message_dict, model=None, thread_id=None, custom_values=None
    ):
        """Out-of-office answers are notes: they would be mailed to all who follow."""
        routes = super().message_route(
            message, message_dict, model, thread_id, custom_values
        )
        is_automatic = message.get("Auto-Submitted", "no").strip().lower() != "no"
        if is_automatic and any(
            isinstance(self.env[name], TalkThread) for name, *_rest in routes
        ):
            message_dict["is_internal"] = True
        return routes
