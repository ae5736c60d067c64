import io

from odoo import fields, models
from odoo.exceptions import UserError


class PrintJobResult(models.TransientModel):
    """Takes what came out of a job, and puts it into the folder of its client."""

    _name = "print.job.result"
    _description = "Result of a Print Job"

    job_id = fields.Many2one("print.job", required=True)
    attachment_ids = fields.Many2many("ir.attachment", string="Files")

    def action_add(self):
        """Put the files into the folder of the client."""
        self.ensure_one()
        self.job_id.check_access("write")
        if not self.attachment_ids:
            raise UserError(self.env._("Files: add at least one."))
        for attachment in self.attachment_ids:
            self.job_id._add_result(attachment.name, io.BytesIO(attachment.raw))
        self.attachment_ids.unlink()  # the folder has the bytes now
        return {"type": "ir.actions.act_window_close"}
