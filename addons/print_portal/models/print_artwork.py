from odoo import fields, models


class PrintArtwork(models.Model):
    """A file of a job: bytes that nobody can change any more.

    Made by ``print.job._add_artwork`` alone. The bytes are held by the job, so the
    client may replace or delete the file they came from.
    """

    _name = "print.artwork"
    _inherit = ["print.stored.mixin"]
    _description = "Artwork"
    _order = "job_id, is_current desc, name, version desc, id desc"

    job_id = fields.Many2one(
        "print.job", required=True, readonly=True, ondelete="cascade", index=True
    )
    file_id = fields.Many2one(
        "print.file",
        string="Client file",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        help="Where it came from; empty once the client has deleted that.",
    )
    company_id = fields.Many2one(related="job_id.company_id", store=True)
    version = fields.Integer(
        required=True, readonly=True, default=1, help="Counts up as files are replaced."
    )
    replaces_id = fields.Many2one(
        "print.artwork",
        string="Takes the place of",
        readonly=True,
        ondelete="set null",
        index="btree_not_null",
        groups="base.group_user",
        help="The version before this one.",
    )
    is_current = fields.Boolean(
        string="Current",
        readonly=True,
        default=True,
        help="To be printed; older versions are kept for comparison.",
    )
    state = fields.Selection(
        [
            ("checking", "Being checked"),
            ("accepted", "Accepted"),
            ("missing", "Missing on disk"),
        ],
        required=True,
        readonly=True,
        default="checking",
    )
    user_id = fields.Many2one(
        "res.users", string="Added by", readonly=True, ondelete="restrict"
    )

    def _portal_values(self):
        """Return what a client may see of this file.

        :rtype: dict
        """
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "state": self.state,
            "size": self.size,
            "size_text": self.size_text,
            "version": self.version,
            "url": f"/my/print/artwork/{self.id}/download",
        }

    def action_download(self):
        """Button of staff."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/my/print/artwork/{self.id}/download",
            "target": "download",
        }
