from odoo import api, fields, models

from .print_preview import THUMB


class PrintStoredMixin(models.AbstractModel):
    """Files show the picture of their first page, once it is drawn."""

    _inherit = "print.stored.mixin"

    preview_id = fields.Many2one(
        "print.preview",
        string="Picture",
        compute="_compute_preview_id",
        compute_sudo=True,
        groups="base.group_user",
        help="The first page, small; empty until it is drawn.",
    )
    preview_image = fields.Binary(
        "First page",
        compute="_compute_preview_image",
        compute_sudo=True,
        groups="base.group_user",
    )

    @api.depends("checksum")
    def _compute_preview_id(self):
        wanted = {file: (file.checksum, THUMB, 1, None) for file in self}
        found = self.env["print.preview"]._find(set(wanted.values()))
        for file in self:
            file.preview_id = found.get(wanted[file])

    @api.depends("preview_id")
    def _compute_preview_image(self):
        for file in self:
            file.preview_image = file.preview_id.image

    def _filter_previewed(self):
        """Those whose bytes have a picture."""
        # Of files that the account may see, only whether there is one.
        drawn = self.sudo().filtered("preview_id").with_env(self.env)
        return super()._filter_previewed() | drawn

    def _get_preview_stream(self):
        self.ensure_one()
        preview_sudo = self.sudo().preview_id  # the file was found by the user's rights
        if preview_sudo:
            return preview_sudo._get_stream()
        return super()._get_preview_stream()
