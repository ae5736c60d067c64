from odoo import fields, models


class PrintQuestionMixin(models.AbstractModel):
    """What staff have asked the client of an order, and what came of it.

    Models add what was asked, and the states of the answer.
    """

    _name = "print.question.mixin"
    _description = "Question to a Client"
    _order = "id desc"

    order_id = fields.Many2one(
        "sale.order", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="order_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users", "Asked by", required=True, readonly=True, ondelete="restrict"
    )
    date = fields.Datetime(
        "Asked on", required=True, readonly=True, default=fields.Datetime.now
    )
    answered_by_id = fields.Many2one(
        "res.users", "Answered by", readonly=True, ondelete="restrict"
    )
    date_answered = fields.Datetime("Answered on", readonly=True)
    reason = fields.Text("Client's reason", readonly=True)

    def _close(self, state, user, reason):
        """Keep the answer.

        :param state: what came of it, one of the states of the model
        :param user: ``res.users`` who has answered
        """
        self.write(
            {
                "state": state,
                "answered_by_id": user.id,
                "date_answered": fields.Datetime.now(),
                "reason": reason,
            }
        )
