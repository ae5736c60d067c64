from odoo import api, fields, models
from odoo.tools.misc import format_datetime


class PrintFileDownload(models.Model):
    """That an account has fetched a file which we had put out. Outlives the file."""

    _name = "print.file.download"
    _description = "Download of an Outgoing File"
    _order = "id desc"

    job_id = fields.Many2one(
        "print.job", required=True, readonly=True, ondelete="cascade", index=True
    )
    company_id = fields.Many2one(related="job_id.company_id", store=True)
    file_id = fields.Many2one(
        "print.file", readonly=True, ondelete="set null", index="btree_not_null"
    )
    name = fields.Char(required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        string="Account",
        required=True,
        readonly=True,
        ondelete="restrict",
    )
    create_date = fields.Datetime("Fetched on", readonly=True)

    @api.depends("user_id", "create_date")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        for download in self:
            moment = format_datetime(
                self.env, download.create_date, dt_format="d MMMM, HH:mm"
            )
            download.display_name = f"{download.user_id.name}, {moment}"
