from odoo import fields, models


class PrintRegistrationReject(models.TransientModel):
    _name = "print.registration.reject"
    _description = "Reject a Registration Request"

    registration_id = fields.Many2one(
        "print.registration", required=True, ondelete="cascade"
    )
    lang = fields.Selection(related="registration_id.lang")
    reason = fields.Text(
        required=True, help="Mailed as it is: write it in the person's language."
    )

    def action_reject(self):
        self.ensure_one()
        self.registration_id._reject(self.reason)
        return {"type": "ir.actions.act_window_close"}
