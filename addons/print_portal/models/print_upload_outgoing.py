from odoo import fields, models


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
