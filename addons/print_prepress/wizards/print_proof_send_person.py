from odoo import fields, models


class PrintProofSendPerson(models.TransientModel):
    """Somebody who is to decide on a proof."""

    _name = "print.proof.send.person"
    _description = "Approver of a Proof to Send"
    _inherit = "print.proof.person.mixin"

    send_id = fields.Many2one("print.proof.send", required=True, ondelete="cascade")
    client_id = fields.Many2one(related="send_id.job_id.partner_id")
    user_id = fields.Many2one(
        domain="[('share', '=', True), ('partner_id', 'child_of', client_id)]"
    )

    def _get_person_client(self):
        return self.client_id
