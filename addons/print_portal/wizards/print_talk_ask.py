from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import is_html_empty


class PrintTalkAsk(models.TransientModel):
    """Asks for a message that the client has to accept or reject."""

    _name = "print.talk.ask"
    _description = "Message to Confirm"

    order_id = fields.Many2one("sale.order", required=True)
    partner_id = fields.Many2one(related="order_id.partner_id")
    body = fields.Html("Message", sanitize_style=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Files")

    def action_ask(self):
        """Send the message; it stands in the discussion with its two buttons."""
        self.ensure_one()
        if is_html_empty(self.body):
            raise UserError(self.env._("Message: write what the client is to confirm."))
        order = self.order_id.with_context(print_asks_to_confirm=True)
        message = order.message_post(
            body=self.body,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
            attachment_ids=self.attachment_ids.ids,
        )
        self.order_id._ask_to_confirm(message)
        return {"type": "ir.actions.act_window_close"}
