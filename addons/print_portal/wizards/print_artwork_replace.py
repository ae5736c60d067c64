from odoo import fields, models
from odoo.exceptions import UserError


class PrintArtworkReplace(models.TransientModel):
    """Lets prepress take another file for one of a job: of the folder, or a new one."""

    _name = "print.artwork.replace"
    _description = "Replace a Production File"

    artwork_id = fields.Many2one("print.artwork", "Instead of", required=True)
    client_id = fields.Many2one(related="artwork_id.job_id.partner_id.print_client_id")
    file_id = fields.Many2one(
        "print.file",
        "File of the client's folder",
        domain="[('partner_id', '=', client_id), ('state', '=', 'settled')]",
    )
    reason = fields.Char("What is different", help="Kept with the job; for staff only.")

    def action_replace(self):
        """Make the chosen file the next version, accepted by who chose it."""
        self.ensure_one()
        if not self.file_id:
            raise UserError(
                self.env._("File: choose one of the folder, or upload a new one.")
            )
        self.artwork_id._replace(self.file_id, self.reason)
        return {"type": "ir.actions.act_window_close"}

    def action_upload(self):
        """Lead to the page that takes a file of any size from this computer."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/print/artwork/{self.artwork_id.id}/replace",
            "target": "self",
        }
