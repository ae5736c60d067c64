from odoo import fields, models


class PrintPriceAnswer(models.TransientModel):
    """Answers a price for a client who has told by mail or telephone; it is logged."""

    _name = "print.price.answer"
    _description = "Client's Answer to a Price"

    order_id = fields.Many2one("sale.order", required=True)
    reason = fields.Char("How he has told it", required=True)

    def action_accept(self):
        return self._answer(is_accepted=True)

    def action_refuse(self):
        return self._answer(is_accepted=False)

    def _answer(self, is_accepted):
        self.ensure_one()
        self.order_id.check_access("write")
        self.order_id._answer_for_client(is_accepted, self.reason)
        return {"type": "ir.actions.act_window_close"}
