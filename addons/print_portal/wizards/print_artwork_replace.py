from odoo import fields, models
from odoo.exceptions import UserError


class PrintArtworkReplace(models.TransientModel):
    """Lets prepress take another file of the client's folder for one of a job."""

    _name = "print.artwork.replace"
    _description = "Replace a Production File"

    artwork_id = fields.Many2one("print.artwork", "Instead of", required=True)
    client_id = fields.Many2one(related="artwork_id.job_id.partner_id.print_client_id")
    file_id = fields.Many2one(
        "print.file",
        "File of the client's folder",
        domain="[('partner_id', '=', client_id), ('state', '=', 'settled')]",
        required=True,
    )
    reason = fields.Char(
        "What is different", required=True, help="Kept with the job; for staff only."
    )

    def action_replace(self):
        """Make the chosen file the next version, accepted by who chose it."""
        self.ensure_one()
        job = self.artwork_id.job_id
        job.check_access("write")
        if not self.artwork_id.is_current:
            raise UserError(
                self.env._(
                    "%s was replaced by somebody else: look at its newest version.",
                    self.artwork_id.name,
                )
            )
        new = job._add_artwork(self.file_id, replaces=self.artwork_id)
        if new == self.artwork_id:
            raise UserError(self.env._("%s is this very file: choose another.", new.name))
        new._accept()
        new._comment(self.reason, "staff")
        return {"type": "ir.actions.act_window_close"}
