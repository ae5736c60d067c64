from odoo import fields, models


class PrintJobDate(models.TransientModel):
    """Asks for which date jobs are promised instead, and why."""

    _name = "print.job.date"
    _description = "Change the Date of Print Jobs"

    job_ids = fields.Many2many("print.job", required=True)
    date_promised = fields.Datetime(
        "Promised for", help="Empty: the date follows the clock of the shop again."
    )
    reason = fields.Char(help="Kept with the job; the client does not read it.")

    def action_set(self):
        """Promise the date, and tell the client when it is later than he knows."""
        self.ensure_one()
        self.job_ids.check_access("write")
        self.job_ids.write(
            {"date_promised": self.date_promised, "date_reason": self.reason}
        )
        return {"type": "ir.actions.act_window_close"}
