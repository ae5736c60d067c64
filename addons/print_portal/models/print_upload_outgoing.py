from odoo import api, fields, models


class PrintUpload(models.Model):
    """Staff put out files of any size, and go on where an upload stopped."""

    _inherit = "print.upload"

    outgoing_job_id = fields.Many2one(
        "print.job",
        string="Put out for",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
    )

    def _on_finish(self, file):
        result = super()._on_finish(file)
        if job := self.outgoing_job_id:
            file._put_out(job)
        return result

    @api.model
    def _get_announced(self, client):
        """What we put out takes nothing of a client's room, nor while it comes."""
        ours = [
            ("partner_id", "=", client.id),
            ("file_id", "=", False),
            ("outgoing_job_id", "!=", False),
        ]
        # The quota counts everybody's uploads.
        [(size,)] = self.sudo()._read_group(ours, aggregates=["size:sum"])
        return super()._get_announced(client) - (size or 0)
