from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command


class PrintArtwork(models.Model):
    """A client puts a better file in the place of one, without sending all again."""

    _inherit = "print.artwork"

    def _check_mendable(self):
        """Refuse before the first byte is received.

        :raise AccessError: for an account that may only look
        :raise UserError: when the work has begun, or the file is not printed any more
        """
        self.ensure_one()
        self.job_id.order_id._check_may_be_changed()
        if not self.job_id.is_unbegun:
            raise UserError(
                self.env._(
                    "%s is in work: ask your manager to replace its files.",
                    self.job_id.name,
                )
            )
        if not self.is_current:
            raise UserError(
                self.env._("%s was replaced meanwhile: look at the order.", self.name)
            )

    def _mend_by(self, file):
        """Print ``file`` instead of this one.

        :param file: ``print.file`` that the user has just sent
        :return: the new current ``print.artwork``
        :raise AccessError, UserError: as ``_check_mendable``, or for a file
            that does not fit
        """
        self._check_mendable()
        job = self.job_id
        artwork = job._add_artwork(file, replaces=self)
        # Accounts write no specs: the choice of files follows what is printed.
        job.sudo().spec_id.file_ids = [
            *(Command.unlink(old.id) for old in self.sudo().file_id),
            Command.link(file.id),
        ]
        return artwork
