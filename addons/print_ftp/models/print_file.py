from dataclasses import replace

from odoo import api, models
from odoo.addons.print_portal.filestore import StoreError
from odoo.exceptions import UserError
from odoo.fields import Domain


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
            if file.state != "received" or state == "received":
                return file
            file.state = state
        else:
            if not stored.sha256:
                sums = self._store().sums(stored.path)
                stored = replace(stored, sha256=sums.sha256, crc32=sums.crc32)
            file = self._record(client, stored, state=state, **self._still(note))
        file.with_user(file.user_id)._ftp_join()
        client._ftp_tell_pages()
        return file

    def _get_ftp_path(self):
        """Return where this file stands at the file server, as ``/a/b``."""
        self.ensure_one()
        return f"/{self.folder}/{self.name}" if self.folder else f"/{self.name}"

    def _ftp_find(self, path):
        """Return the file of the account's client at a path of his folder, as ``/a/b``.

        As superuser: whether it is his to see, the caller asks.
        """
        folder, _slash, name = path.strip("/").rpartition("/")
        client = self.env.user._print_client()
        return self.sudo().search(
            [
                ("partner_id", "=", client.id),
                ("folder", "=", folder or False),
                ("name", "=", name),
            ],
            limit=1,
        )

    def _ftp_find_own(self, path):
        """Return the same with the rights of the account.

        :raise UserError: if it has no record yet
        """
        file = self._ftp_find(path)
        if not file:
            raise UserError(self.env._("Try again in a minute."))
        return file.sudo(False)

    @api.model
    def _ftp_check_replace(self, path):
        """Refuse to send another file in the place of one that is not the account's.

        :raise UserError: if it is a colleague's, or ours
        """
        self._ftp_find(path)._check_may_change(self.env.user)

    @api.model
    def _ftp_delete(self, path):
        """Delete a file, if the account may."""
        self._ftp_find_own(path)._delete_by(self.env.user)
        self.env.user._print_client()._ftp_tell_pages()

    @api.model
    def _ftp_rename(self, path, new, sent=None):
        """Give a file another name, if the account may.

        Programs that send under a name of their own give the right one at the end.

        :param sent: ``ftpd.names.Spelling``, how his program spelled it
        """
        folder, _slash, name = new.strip("/").rpartition("/")
        file = self._ftp_find_own(path)
        file._rename_by(self.env.user, name, folder)
        note = sent.note(file.name) if sent else {}
        file.sudo().write(self._get_spelling(note))  # no account writes on files
        file.partner_id._ftp_tell_pages()
        file._ftp_join()

    @api.model
    def _ftp_note_fetched(self, path):
        """Keep that the account has fetched what we have put out for it."""
        if not path.startswith("/ready/"):
            return
        order, _slash, name = path.removeprefix("/ready/").rpartition("/")
        ready = self._get_ready_domain()
        found = self.search(ready & Domain("name", "=", name))
        # Whoever sees the file sees its order.
        found = found.filtered(
            lambda file: file.sudo().outgoing_job_id.order_id.name == order
        )
        if found:
            found[:1]._note_download()

    # What came while nobody could write it down ------------------------------------

    @api.model
    def _ftp_replay(self, min_age_s=60):
        """Give records to what came while the database was away.

        What the client has not called complete himself is to be looked at by somebody.
        """
        store = self._store()
        for entry in store.journal(min_age_s):
            if entry.note.get("origin") != "ftp":
                continue
            if not self._ftp_lies(store, entry.stored):
                store.settle(entry.stored)
                continue
            state = "settled" if entry.note.get("ftp_is_certain") else "received"
            file = self.search([("path", "=", entry.stored.path)])
            if file.stamp == entry.stored.stamp:
                store.settle(entry.stored)
            else:
                self._ftp_record(entry.client, entry.stored, entry.note, state)

    def _ftp_lies(self, store, stored):
        """Whether a path has the bytes that were promised, not later ones, or none."""
        try:
            return store.stamp(stored.path) == stored.stamp
        except StoreError:
            return False

    def _replay(self, store):
        """What came by the file server is not certain for having come."""
        self._ftp_replay()
        return super()._replay(store)
