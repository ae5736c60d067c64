from dataclasses import replace

from odoo import api, models
from odoo.exceptions import UserError


class PrintFile(models.Model):
    """Files that come by the file server."""

    _inherit = "print.file"

    @api.model
    def _ftp_record(self, client_id, stored, note, state):
        """Make the record of a file that lies on disk, or bring it up to it.

        Its sums are taken here: at the file server they would hold up other senders.

        :param stored: ``filestore.Stored``
        :param note: values of the record, as the account's ``_get_ftp_who`` has them
        :param state: ``received`` until it is certain that this is all of it
        """
        client = self.env["res.partner"].browse(client_id)
        file = self.search([("path", "=", stored.path)])
        if file.stamp == stored.stamp:
            if file.state == "received":
                file.state = state
            return file
        if not stored.sha256:
            sums = self._store().sums(stored.path)
            stored = replace(stored, sha256=sums.sha256, crc32=sums.crc32)
        return self._record(client, stored, state=state, **self._still(note))

    def _get_ftp_path(self):
        """Return where this file stands at the file server, as ``/a/b``."""
        self.ensure_one()
        return f"/{self.folder}/{self.name}" if self.folder else f"/{self.name}"

    @api.model
    def _ftp_find(self, client_id, path):
        """Return the file of a client at a path of his folder, as ``/a/b``.

        :raise UserError: if it has no record yet
        """
        folder, _slash, name = path.strip("/").rpartition("/")
        file = self.search(
            [
                ("partner_id", "=", client_id),
                ("folder", "=", folder),
                ("name", "=", name),
            ],
            limit=1,
        )
        if not file:
            raise UserError(self.env._("Try again in a minute."))
        return file

    @api.model
    def _ftp_delete(self, user, path):
        """Delete a file of the client for an account, if it may."""
        self._ftp_find(user._print_client().id, path)._delete_by(user)

    @api.model
    def _ftp_rename(self, user, path, new):
        """Give a file of the client another name for an account, if it may."""
        folder, _slash, name = new.strip("/").rpartition("/")
        self._ftp_find(user._print_client().id, path)._rename_by(user, name, folder)

    @api.model
    def _ftp_replay(self, min_age_s=60):
        """Give records to what came while the database was away."""
        for entry in self._store().journal(min_age_s):
            if entry.note.get("origin") == "ftp":
                self._ftp_record(entry.client, entry.stored, entry.note, "received")
