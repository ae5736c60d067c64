from odoo import fields, models
from odoo.tools.misc import format_datetime


class PrintArtworkComment(models.Model):
    """What client or staff say about one file of a job.

    Made by ``print.artwork._comment`` alone, and never changed: what was agreed about a
    file can be read later.
    """

    _name = "print.artwork.comment"
    _description = "Comment on a File"
    _order = "date desc, id desc"

    artwork_id = fields.Many2one(
        "print.artwork",
        "File",
        required=True,
        readonly=True,
        ondelete="cascade",
        index=True,
    )
    job_id = fields.Many2one(related="artwork_id.job_id", store=True, index=True)
    company_id = fields.Many2one(related="artwork_id.company_id", store=True)
    user_id = fields.Many2one(
        "res.users", "Said by", required=True, readonly=True, ondelete="restrict"
    )
    date = fields.Datetime(
        "Said on", required=True, readonly=True, default=fields.Datetime.now
    )
    body = fields.Text("Comment", required=True, readonly=True)
    audience = fields.Selection(
        [("all", "Client and staff"), ("staff", "Staff only")],
        "Who reads it",
        required=True,
        readonly=True,
    )

    def _portal_values(self):
        """Return what a client may see of this comment.

        :rtype: dict
        """
        self.ensure_one()
        return {
            "author": self.user_id.name,
            "is_us": not self.user_id.share,
            "date": format_datetime(self.env, self.date, dt_format="d MMMM, HH:mm"),
            "body": self.body,
        }
