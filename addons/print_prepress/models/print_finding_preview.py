from odoo import api, fields, models

from .print_preview import PLACE


class PrintFinding(models.Model):
    """Each finding that has a place shows it."""

    _inherit = "print.finding"

    preview_id = fields.Many2one(
        "print.preview",
        string="Picture",
        compute="_compute_preview_id",
        compute_sudo=True,
        groups="base.group_user",
        help="Its place on the page; empty until it is drawn.",
    )

    has_picture = fields.Boolean(
        compute="_compute_has_picture", groups="base.group_user"
    )

    @api.depends("artwork_id.checksum", "page", "box")
    def _compute_preview_id(self):
        wanted = {finding: finding._get_wanted_preview() for finding in self}
        found = self.env["print.preview"]._find(set(wanted.values()) - {None})
        for finding in self:
            finding.preview_id = found.get(wanted[finding])

    @api.depends("preview_id")
    def _compute_has_picture(self):
        for finding in self:
            finding.has_picture = bool(finding.preview_id)

    def action_show_place(self):
        """Button of staff."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": self._get_view_place_url(),
            "target": "new",
        }

    def _get_wanted_preview(self):
        """Return the picture that shows the place of this finding.

        :return: see ``print.preview._request``; None where it has no place
        """
        self.ensure_one()
        if not (self.artwork_id and self.page and self.box):
            return None
        return self.artwork_id.checksum, PLACE, self.page, tuple(self.box)

    def _keep(self, job, found):
        """What is found is drawn."""
        findings = super()._keep(job, found)
        wanted = {finding._get_wanted_preview() for finding in findings}
        self.env["print.preview"]._request(wanted - {None})
        return findings

    def _get_picture_url(self):
        """The address of the place, once it is drawn."""
        # Of a finding that the account may see, only whether there is a picture.
        if self.id and self.sudo().preview_id:
            return f"/my/print/findings/{self.id}/picture"
        return super()._get_picture_url()

    def _get_picture_stream(self):
        """Return the picture for the browser, or None if there is none.

        Called when the user was found to have the right to see this finding.

        :rtype: odoo.http.Stream | None
        """
        self.ensure_one()
        preview_sudo = self.sudo().preview_id  # as above
        return preview_sudo._get_stream() if preview_sudo else None
