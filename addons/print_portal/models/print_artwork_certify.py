from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class PrintArtwork(models.Model):
    """Production files: prepress vouches for these very bytes."""

    _inherit = "print.artwork"

    certified_by_id = fields.Many2one(
        "res.users",
        "Certified by",
        readonly=True,
        ondelete="restrict",
        groups="base.group_user",
    )
    certified_on = fields.Datetime(readonly=True, groups="base.group_user")
    certified_checksum = fields.Char(
        readonly=True, groups="base.group_user", help="SHA-256 of what was certified."
    )
    is_certified = fields.Boolean(
        "Certified",
        compute="_compute_is_certified",
        compute_sudo=True,
        help="For the bytes that it has now: other bytes void it.",
    )

    @api.depends("certified_checksum", "checksum", "state")
    def _compute_is_certified(self):
        for artwork in self:
            artwork.is_certified = bool(
                artwork.state != "missing"
                and artwork.certified_checksum
                and artwork.certified_checksum == artwork.checksum
            )

    def _is_fit_for_output(self):
        """Whether prepress certified this file and the disk still holds those bytes."""
        self.ensure_one()
        # Where a file lies is closed to who merely works with it.
        return self.is_certified and self.sudo()._is_as_recorded()

    def _certify(self):
        """Vouch for these files as they are: who, when, which bytes.

        :raise AccessError: for who is not in prepress
        :raise UserError: for an older version, one not accepted, or changed on disk
        """
        if not self.env.user.has_group("print_portal.group_prepress"):
            raise AccessError(self.env._("Files are certified by prepress."))
        self.job_id.check_access("write")
        for artwork in self:
            artwork._check_certifiable()
            # Nobody writes artwork but its doors; the right was asked above.
            artwork.sudo().write(
                {
                    "certified_by_id": self.env.uid,
                    "certified_on": fields.Datetime.now(),
                    "certified_checksum": artwork.checksum,
                }
            )
            artwork.job_id._message_log(
                body=self.env._(
                    "Certified: %(name)s, version %(version)s (%(checksum)s)",
                    name=artwork.name,
                    version=artwork.version,
                    checksum=artwork.checksum[:8],
                )
            )

    def _check_certifiable(self):
        self.ensure_one()
        if not self.is_current:
            raise UserError(
                self.env._("%s was replaced: certify its newest version.", self.name)
            )
        if self._awaits_acceptance():
            raise UserError(self.env._("Accept %s first, then certify it.", self.name))
        # The bytes lie in the store, which no account reads by itself.
        if not self.sudo()._is_as_recorded():
            raise UserError(
                self.env._(
                    "%s changed on our disk: replace it, then certify.", self.name
                )
            )

    def action_certify(self):
        """Button of prepress."""
        self._certify()
