from odoo import api, fields, models


class PrintOrderAsk(models.TransientModel):
    """Shows what differs from the order as sent, and asks the client to accept it."""

    _name = "print.order.ask"
    _description = "Ask a Client to Accept Changes"

    order_id = fields.Many2one(
        "sale.order",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    words = fields.Text("The client is asked to accept", compute="_compute_words")
    note = fields.Text(
        "A word to the client", help="Why, as he reads it word for word."
    )

    @api.depends("order_id")
    def _compute_words(self):
        for wizard in self:
            wizard.words = wizard.order_id.print_change_words

    def action_ask(self):
        self.ensure_one()
        self.order_id._ask_change(self.note)
        return {"type": "ir.actions.act_window_close"}
