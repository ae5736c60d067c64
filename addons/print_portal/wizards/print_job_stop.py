from odoo import api, fields, models


class PrintJobStop(models.TransientModel):
    """Asks why a job is returned or held, and shows what the client will read."""

    _name = "print.job.stop"
    _description = "Return or Hold Print Jobs"

    job_ids = fields.Many2many("print.job", required=True)
    kind = fields.Selection(
        [("return", "Return"), ("hold", "Hold")], required=True, default="return"
    )
    reason_id = fields.Many2one(
        "print.reason", required=True, domain="[('kind', '=', kind)]"
    )
    note = fields.Text(
        "What exactly", help="Page, place, value: the client reads it word for word."
    )
    awaited_from = fields.Selection(related="reason_id.awaited_from")
    user_id = fields.Many2one(
        "res.users",
        "Who settles it",
        domain="[('share', '=', False)]",
        help="Gets the task; the client does not read the name.",
    )
    control_level = fields.Selection(
        selection="_get_control_levels",
        string="Control from now on",
        help="Empty: as it was.",
    )
    preview = fields.Text("The client will read", compute="_compute_preview")

    @api.model
    def _get_control_levels(self):
        levels = self.env["print.job"]._fields["control_level"]
        return levels._description_selection(self.env)

    @api.depends("reason_id", "note", "kind")
    def _compute_preview(self):
        for wizard in self:
            # He reads it in his own language; who stops jobs may not read orders.
            lang = wizard.job_ids.order_id.sudo()[:1]._get_print_contact().lang
            reason = wizard.reason_id.with_context(lang=lang)
            lead = reason._get_lead() if reason else ""
            wizard.preview = " ".join(filter(None, [lead, wizard.note]))

    def action_stop(self):
        """Return or hold the jobs, and tell the client."""
        self.ensure_one()
        self.job_ids.check_access("write")
        code = "returned" if self.kind == "return" else "on_hold"
        self.job_ids._move_to(code, reason=self.reason_id, note=self.note)
        if self.control_level:
            self.job_ids.control_level = self.control_level
        if self.kind == "hold" and self.user_id:
            self.job_ids._assign_hold(self.user_id)
        return {"type": "ir.actions.act_window_close"}
