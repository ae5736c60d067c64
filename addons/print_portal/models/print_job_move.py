from odoo import fields, models


class PrintJobMove(models.Model):
    """One step of a job: from where to where, when, by whom and why."""

    _name = "print.job.move"
    _description = "Print Job Step"
    _order = "date desc, id desc"

    job_id = fields.Many2one(
        "print.job", required=True, ondelete="cascade", index=True, readonly=True
    )
    from_id = fields.Many2one("print.status", readonly=True, ondelete="restrict")
    to_id = fields.Many2one(
        "print.status", required=True, readonly=True, ondelete="restrict"
    )
    user_id = fields.Many2one("res.users", readonly=True, ondelete="restrict")
    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    reason_id = fields.Many2one("print.reason", readonly=True, ondelete="restrict")
    note = fields.Text(readonly=True, help="What the client reads beside the reason.")

    def _is_client_awaited(self):
        """Whether the clock stands still from this step on."""
        self.ensure_one()
        if self.to_id.kind == "hold":
            return self.reason_id.awaited_from == "client"
        return self.to_id.kind == "client"
