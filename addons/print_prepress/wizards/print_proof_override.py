from odoo import fields, models


class PrintProofOverride(models.TransientModel):
    """Asks why staff decide on a proof in place of the client."""

    _name = "print.proof.override"
    _description = "Decide for the Client"

    proof_id = fields.Many2one("print.proof", required=True)
    decision = fields.Selection(
        [("approve", "The client approves"), ("changes", "The client wants changes")],
        required=True,
        default="approve",
    )
    reason = fields.Text(
        "Why, or what to change",
        required=True,
        help="Kept with the proof, with your name. The client reads it.",
    )

    def action_decide(self):
        """Decide, and let the job go on."""
        self.ensure_one()
        self.proof_id._override(self.decision, self.reason)
        return {"type": "ir.actions.act_window_close"}
