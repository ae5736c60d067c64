from odoo import api, fields, models


class PrintGateOpen(models.TransientModel):
    """Asks why jobs may pass a gate that is closed, and shows what is missing there."""

    _name = "print.gate.open"
    _description = "Open Gates of Print Jobs"

    job_ids = fields.Many2many("print.job", required=True)
    closed_gate_ids = fields.Many2many(
        "print.gate", "print_gate_open_closed_rel", compute="_compute_closed"
    )
    missing = fields.Text("What is missing", compute="_compute_closed")
    gate_ids = fields.Many2many(
        "print.gate",
        "print_gate_open_gate_rel",
        string="Gates to open",
        compute="_compute_gate_ids",
        store=True,
        readonly=False,
        domain="[('id', 'in', closed_gate_ids)]",
    )
    reason = fields.Text(
        "Why", required=True, help="Kept with the job, with your name."
    )

    @api.depends("job_ids")
    def _compute_closed(self):
        for wizard in self:
            # Whoever may open gates reads what is missing there.
            jobs = wizard.job_ids.sudo()
            closed = {job: job._get_closed_gates(job.next_status_id) for job in jobs}
            wizard.closed_gate_ids = self.env["print.gate"].union(*closed.values())
            wizard.missing = "\n".join(
                f"{job.name}: {sentence}"
                for job in jobs
                for sentence in job._get_gate_blockers(job.next_status_id)
            )

    @api.depends("closed_gate_ids")
    def _compute_gate_ids(self):
        for wizard in self:
            wizard.gate_ids = wizard.closed_gate_ids

    def action_open(self):
        """Open the gates; the jobs go on by their own button."""
        self.ensure_one()
        self.job_ids._open_gates(self.reason, self.gate_ids)
        return {"type": "ir.actions.act_window_close"}
