from odoo import fields, models


class PrintFindingWaive(models.TransientModel):
    """Asks prepress why files may be printed with what was found in them."""

    _name = "print.finding.waive"
    _description = "Waive Findings"

    finding_ids = fields.Many2many("print.finding", required=True)
    reason = fields.Char(
        required=True, help="For staff: it stays with the job. The client reads none."
    )

    def action_waive(self):
        """Let the findings pass."""
        self.ensure_one()
        self.finding_ids._waive(self.reason)
        return {"type": "ir.actions.act_window_close"}
