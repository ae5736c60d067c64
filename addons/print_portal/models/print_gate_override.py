from odoo import api, fields, models


class PrintGateOverride(models.Model):
    """A gate that somebody has opened for a job: who, when, why, and for what.

    Made by ``print.job._open_gates`` alone, and never changed.
    """

    _name = "print.gate.override"
    _description = "Opened Gate"
    _order = "date desc, id desc"

    job_id = fields.Many2one(
        "print.job", required=True, readonly=True, ondelete="cascade", index=True
    )
    gate_id = fields.Many2one(
        "print.gate", required=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="job_id.company_id", store=True)
    partner_id = fields.Many2one(related="job_id.partner_id", string="Client")
    user_id = fields.Many2one(
        "res.users", "Opened by", required=True, readonly=True, ondelete="restrict"
    )
    date = fields.Datetime(
        "Opened on", required=True, readonly=True, default=fields.Datetime.now
    )
    reason = fields.Text("Why", required=True, readonly=True)
    missing = fields.Text("What was missing", required=True, readonly=True)
    basis = fields.Char(
        required=True,
        readonly=True,
        groups="base.group_system",
        help="Fingerprint of what was true then.",
    )
    is_valid = fields.Boolean(
        "Still holds",
        compute="_compute_is_valid",
        compute_sudo=True,
        help="Nothing that it was opened for has changed since.",
    )

    @api.depends("basis")
    def _compute_is_valid(self):
        for override in self:
            now = override.job_id._get_gate_basis(override.gate_id)
            override.is_valid = now == override.basis
