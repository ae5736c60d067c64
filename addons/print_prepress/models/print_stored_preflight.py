from odoo import api, fields, models


class PrintStoredMixin(models.AbstractModel):
    _inherit = "print.stored.mixin"

    checksum = fields.Char(index=True)
    preflight_id = fields.Many2one(
        "print.preflight",
        string="Check",
        compute="_compute_preflight_id",
        compute_sudo=True,
        groups="base.group_user",
        help="What is known of these bytes; empty if nobody asked yet.",
    )

    @api.depends("checksum")
    def _compute_preflight_id(self):
        checksums = list(set(self.mapped("checksum")))
        found = {
            preflight.checksum: preflight
            for preflight in self.env["print.preflight"]._find(checksums)
        }
        for record in self:
            record.preflight_id = found.get(record.checksum)
