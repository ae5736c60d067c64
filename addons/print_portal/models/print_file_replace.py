from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Command


class PrintFile(models.Model):
    """A doubtful file gives its place to a whole one."""

    _inherit = "print.file"

    def _may_replace(self, user):
        """Whether ``user`` may put another file in the place of this one."""
        self.ensure_one()
        return self.state != "settled" and self._may_delete(user)

    def _replace_by(self, file, user):
        """Let ``file`` be chosen wherever this one was, and delete this one.

        What orders hold already stays as it is: they have bytes of their own.

        :param file: a settled file of the same client
        :return: the name that becomes free for ``file`` with this transaction, if it was
            sent under that name and got another one because of this file; else ""

        :raise UserError: if this one is whole, or is a colleague's
        """
        self.ensure_one()
        (self | file).check_access("read")
        if not self._may_replace(user):
            raise UserError(
                self.env._("%s is kept as it is: delete it instead.", self.name)
            )
        if file == self or file.partner_id != self.partner_id or file._is_doubtful():
            raise UserError(
                self.env._("%s cannot take that place: upload it again.", file.name)
            )
        # A colleague's basket may have the broken file: it gets the whole one as well.
        change = [Command.unlink(self.id), Command.link(file.id)]
        self._get_basket_lines().print_spec_id.file_ids = change
        self._get_requests().print_file_ids = change
        name = self.name if file._get_sent_name() == self.name else ""
        self._delete_by(user)
        return name

    def _get_sent_name(self):
        """Return the name with which this file was sent, as long as that is known."""
        self.ensure_one()
        # Uploads are not for accounts to read; the name is the account's own.
        uploads_sudo = self.env["print.upload"].sudo()
        upload_sudo = uploads_sudo.search([("file_id", "=", self.id)], limit=1)
        return upload_sudo.name or self.name
