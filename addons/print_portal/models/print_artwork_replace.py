from odoo import models
from odoo.exceptions import AccessError, UserError


class PrintArtwork(models.Model):
    """Production files that prepress has mended, in place of what the client sent."""

    _inherit = "print.artwork"

    def _replace(self, file, reason):
        """Make ``file`` the next version of this one, accepted by who chose it.

        :param file: ``print.file``, settled, of the job's client
        :param str reason: what is different, for staff
        :return: the new ``print.artwork``
        :raise AccessError: for who is not in prepress
        :raise UserError: without a reason, for an older version, or for the same bytes
        """
        self._check_replaceable(reason)
        new = self.job_id._add_artwork(file, replaces=self)
        if new == self:
            raise UserError(
                self.env._("%s is this very file: choose another.", new.name)
            )
        new._accept()
        new._comment(reason, "staff")
        return new

    def _replace_by(self, name, stream, reason):
        """Put a file of staff into the client's folder, and take it for this one.

        :param stream: has ``read(count)``
        :return: the new ``print.artwork``; raises as ``_replace``
        """
        self._check_replaceable(reason)
        buyer = self.job_id.partner_id
        file = self.env["print.file"]._receive(
            buyer.print_client_id, self.env.user, name, stream, buyer=buyer
        )
        return self._replace(file, reason)

    def _check_replaceable(self, reason):
        self.ensure_one()
        if not self.env.user.has_group("print_portal.group_prepress"):
            raise AccessError(self.env._("Production files are replaced by prepress."))
        self.job_id.check_access("write")
        if not (reason or "").strip():
            raise UserError(self.env._("What is different: say it to your colleagues."))
        if not self.is_current:
            raise UserError(
                self.env._(
                    "%s was replaced by somebody else: look at its newest version.",
                    self.name,
                )
            )

    def action_replace(self):
        """Ask for the file that takes the place of this one."""
        self.ensure_one()
        self.job_id.check_access("write")
        return self._open_wizard(
            "print.artwork.replace", self.env._("Replace the file")
        )
