from odoo import api, fields, models


class PrintOrderRefuse(models.TransientModel):
    """Asks why an order is refused, and shows what the client will read."""

    _name = "print.order.refuse"
    _description = "Refuse an Order"

    order_id = fields.Many2one(
        "sale.order",
        required=True,
        default=lambda self: self.env.context.get("active_id"),
    )
    reason_id = fields.Many2one(
        "print.reason", required=True, domain="[('kind', '=', 'refuse')]"
    )
    note = fields.Text(
        "What exactly", help="Beside the reason: the client reads it word for word."
    )
    preview = fields.Text("The client will read", compute="_compute_preview")

    @api.depends("reason_id", "note")
    def _compute_preview(self):
        for wizard in self:
            # He reads it in his own language.
            lang = wizard.order_id._get_print_contact().lang
            sentence = wizard.reason_id.with_context(lang=lang).client_sentence
            wizard.preview = " ".join(filter(None, [sentence, wizard.note]))

    def action_refuse(self):
        self.ensure_one()
        self.order_id._refuse(self.reason_id, self.note)
        return {"type": "ir.actions.act_window_close"}
