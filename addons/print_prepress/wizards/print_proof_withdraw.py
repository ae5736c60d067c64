from odoo import fields, models


class PrintProofWithdraw(models.TransientModel):
    """Asks why a proof is taken back from the client."""

    _name = "print.proof.withdraw"
    _description = "Withdraw a Proof"

    job_id = fields.Many2one("print.job", required=True)
    reason = fields.Char("Why", help="For staff only.")

    def action_withdraw(self):
        """Take it back; the job is with us again."""
        self.ensure_one()
        self.job_id._withdraw_proof(self.reason)
        return {"type": "ir.actions.act_window_close"}
