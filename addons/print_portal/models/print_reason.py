from odoo import fields, models


class PrintReason(models.Model):
    """Why a job was returned or put on hold, in the words the client will read."""

    _name = "print.reason"
    _description = "Print Return or Hold Reason"
    _order = "kind, sequence, id"

    name = fields.Char(required=True, translate=True, help="What staff call it.")
    code = fields.Char(required=True, copy=False)
    active = fields.Boolean(default=True)
    sequence = fields.Integer(default=10)
    kind = fields.Selection(
        [("return", "Return"), ("hold", "Hold")], required=True, default="return"
    )
    awaited_from = fields.Selection(
        [("client", "The client"), ("us", "Us")],
        string="Whose move",
        required=True,
        default="client",
        help="Who has to act before the job goes on.",
    )
    client_sentence = fields.Char(
        "The client reads",
        required=True,
        translate=True,
        help="Verb first, such as: replace the file, it has no bleed.",
    )

    _code_uniq = models.UniqueIndex("(code)", "Another reason already has this code.")

    def _get_lead(self):
        """Return the first sentence that the client reads, in his language."""
        self.ensure_one()
        if self.awaited_from == "us":
            return self.env._("On hold: %s", self.client_sentence)
        return self.env._("Waiting for you: %s", self.client_sentence)

    def _get_staff_lead(self):
        """Return the same from our side: it is the client who is to do something."""
        self.ensure_one()
        if self.awaited_from == "us":
            return self._get_lead()
        return self.env._("Client: %s", self.client_sentence)
