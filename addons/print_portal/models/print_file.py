import logging
import re
from weakref import WeakKeyDictionary

from markupsafe import Markup

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL

from ..filestore import Stored, StoreError, clean_folder, clean_name
from ..naming import login_name

_logger = logging.getLogger(__name__)

# Odoo runs a request again after a serialization failure, when the stream of its body
# has been read to the end: what was stored of a stream is remembered here.
_taken = WeakKeyDictionary()


class PrintFile(models.Model):
    """A file in the folder of a client."""

    _name = "print.file"
    _inherit = ["print.stored.mixin"]
    _description = "Client File"
    _order = "date_received desc, id desc"

    partner_id = fields.Many2one(
        "res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Account",
        readonly=True,
        index="btree_not_null",
        help="Who put the file there. Empty if it was found on disk.",
    )
    uploaded_by = fields.Char(
        "Sent by", compute="_compute_uploaded_by", compute_sudo=True
    )
    branch_id = fields.Many2one(
        "res.partner",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Which branch of the client put the file there, and sees it. Empty: the"
        " head office, or found on disk.",
    )
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
    )
    folder = fields.Char(
        readonly=True,
        index=True,
        help="Below the client's folder: empty, or steps with slashes between them.",
    )
    origin = fields.Selection(
        [
            ("browser", "Browser"),
            ("ftp", "FTP or SFTP"),
            ("editor", "Editor"),
            ("api", "API"),
        ],
        readonly=True,
        help="By which way the file came. Empty if it was found on disk.",
    )
    date_received = fields.Datetime(
        string="Received on", required=True, readonly=True, default=fields.Datetime.now
    )
    state = fields.Selection(
        [
            ("settled", "Complete"),
            ("received", "Found on disk"),
            ("suspect", "Perhaps incomplete"),
            ("missing", "Missing on disk"),
        ],
        required=True,
        readonly=True,
        index=True,
        help="Complete: every byte that the client meant to send is on disk."
        " Found on disk: nobody told us so yet.",
    )

    _path_uniq = models.UniqueIndex("(path)", "This file has a record already.")

    @api.depends("user_id.login", "partner_id.client_code")
    def _compute_uploaded_by(self):
        for file in self:
            login, code = file.user_id.login or "", file.partner_id.client_code or ""
            file.uploaded_by = login_name(login, code) or login

    def _portal_values(self):
        """Return what a client may see of this file.

        :rtype: dict
        """
        self.ensure_one()
        return {
            "id": self.id,
            "name": self.name,
            "folder": self.folder or "",
            "state": self.state,
            "size": self.size,
            "size_text": self.size_text,
            "url": f"/my/print/files/{self.id}/download",
        }

    def _get_breaking_name(self):
        """Return the name as markup that breaks behind _ and keeps its ending whole."""
        self.ensure_one()
        parts = re.split(r"(?<=_)|(?=\.\w{1,5}$)", self.name)
        return Markup("<wbr/>").join(parts)

    @api.model
    def _room(self, client):
        """Return the bytes that ``client`` may still add, or None without a quota.

        What unfinished uploads have announced is taken already.
        """
        # Settings are not for accounts to read.
        quota = (
            self.env["ir.config_parameter"]
            .sudo()
            .get_param("print_portal.files_quota_gb")
        )
        if not quota:
            return None
        # The quota counts colleagues' files as well, whatever the account may see.
        [(used,)] = self.sudo()._read_group(
            self._get_room_domain(client), aggregates=["size:sum"]
        )
        used += self.env["print.upload"]._get_announced(client)
        return max(int(float(quota) * (1 << 30) - used), 0)

    @api.model
    def _get_room_domain(self, client):
        """Return the domain of the files that take room of ``client``."""
        return Domain("partner_id", "=", client.id)

    # Bytes come in

    @api.model
    def _receive(
        self,
        client,
        user,
        name,
        stream,
        size=None,
        origin="browser",
        on_ready=None,
        buyer=None,
        folder="",
    ):
        """Keep the bytes of ``stream`` as a new file of ``client``: the only door.

        The bytes are durable under their name before the record exists, so a record
        always has its bytes. If the transaction is rolled back afterwards the bytes
        stay and ``_cron_reconcile`` gives them a record: what was sent is not lost.
        A taken name is numbered; no upload ever replaces another file.

        :param client: a partner with a client code
        :param user: the account that sends; of this client, or staff
        :param stream: has ``read(count)``; received once, however often this is called
        :param size: bytes announced by the sender, if they were
        :param on_ready: called when all is checked, before the first byte is awaited; a
            door whose sender is slow commits there, not to keep a transaction open
        :param buyer: the branch of ``client`` for which staff put it there
        :param folder: of the client's folder, such as "2026/covers"; made if it is new
        :return: the new ``print.file``, settled
        :raise AccessError: if ``user`` has nothing to do with ``client``
        :raise UserError: with the way out, caused by the ``StoreError``
        """
        self._check_sender(client, user)
        values = self._get_sender_values(client, user, buyer, origin)
        stored = _taken.get(stream)
        if not stored:
            with self._sentences(name):
                store, room = self._store(), self._room(client)
                store.check(size or 0, room)
                if on_ready:
                    on_ready()
                stored = store.receive(
                    client.id, name, stream, size, room, folder, note=values
                )
            _taken[stream] = stored
        return self._record(client, stored, state="settled", **values)

    @api.model
    def _check_sender(self, client, user):
        """Refuse whoever has nothing to do with the folder of ``client``."""
        if not client or user._print_client() != client and not user._is_internal():
            raise AccessError(self.env._("This folder belongs to another client."))

    @api.model
    def _get_sender_values(self, client, user, buyer, origin):
        """Return who sends a file by which way, as values of its record."""
        branch = (user._print_buyer() or buyer or client) - client
        return {"user_id": user.id, "branch_id": branch.id, "origin": origin}

    def _record(self, client, stored, **values):
        """Return the record of a file that is on disk; made anew, or brought up to it.

        :param stored: ``filestore.Stored``
        """
        values = self._stored_values(client, stored, **values)
        # Accounts may not write here: that the bytes exist is not theirs to say.
        files_sudo = self.sudo()
        file_sudo = files_sudo.search([("path", "=", stored.path)])
        if file_sudo:
            file_sudo.write(values)
        else:
            file_sudo = files_sudo.create(values)
        # Rolled back, the record is written by the reconciler, from the journal.
        store = self._store()
        self.env.cr.postcommit.add(lambda: store.settle(stored))
        return file_sudo.with_env(self.env)

    def _stored_values(self, client, stored, **values):
        """Return the values of a record for ``stored`` in the folder of ``client``."""
        return values | {
            "name": stored.name,
            "partner_id": client.id,
            "size": stored.size,
            "checksum": stored.sha256,
            "crc32": stored.crc32,
            "folder": stored.folder,
            "path": stored.path,
            "stamp": stored.stamp,
            "date_received": fields.Datetime.now(),
        }

    # Bytes are there

    def _get_stored(self):
        """Return this file as the store knows it."""
        self.ensure_one()
        return Stored(
            self.path,
            self.name,
            self.size,
            self.checksum,
            self.stamp,
            self.crc32 or "",
            self.folder or "",
        )

    def _rename_by(self, user, name=None, folder=None):
        """Give this file another name, or put it into another folder, for an account.

        The bytes stay where orders hold them. A taken name is numbered.

        :param name: None keeps it
        :param folder: of the client's folder, such as "2026/covers"; None keeps it
        :raise AccessError: if the file is not his to see
        :raise UserError: if it is a colleague's, or the name cannot be kept
        """
        self.ensure_one()
        self.check_access("read")
        self._check_may_change(user)
        # Where it lies is nobody's business, and not for accounts to write.
        file = self.sudo()
        name = file.name if name is None else name
        folder = file.folder or "" if folder is None else folder
        with self._sentences(name):
            if (clean_name(name), clean_folder(folder)) == (
                file.name,
                file.folder or "",
            ):
                return
            old = {file.path: file.stamp}
            stored = self._store().rename(file.path, file.partner_id.id, name, folder)
        file.write(
            {
                "name": stored.name,
                "folder": stored.folder,
                "path": stored.path,
                "stamp": stored.stamp,
            }
        )
        self._remove_bytes(old)

    def action_download(self):
        """Button of staff."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_url",
            "url": f"/my/print/files/{self.id}/download",
            "target": "download",
        }

    def action_confirm(self):
        """Button of staff: the file is right."""
        self._confirm()

    def _is_doubtful(self):
        """Whether somebody has to say first that this is all of the file."""
        self.ensure_one()
        return self.state in ("received", "suspect")

    def _confirm(self):
        """Say that a doubtful file is what was meant; any account of its client may."""
        self.check_access("read")
        # The account may not write on files; the sentence is its right.
        self.filtered(lambda file: file._is_doubtful()).sudo().state = "settled"

    def _may_delete(self, user):
        """Whether ``user`` may delete this file: his own, or all for the main one."""
        self.ensure_one()
        return self.user_id == user or user._is_print_primary() or user._is_internal()

    def _check_may_change(self, user):
        """Refuse to delete or rename what is a colleague's."""
        for file in self:
            if not file._may_delete(user):
                raise UserError(
                    self.env._(
                        "%(file)s was uploaded by %(login)s: ask there, or the main"
                        " account, to change it.",
                        file=file.name,
                        login=file.uploaded_by or self.env._("somebody else"),
                    )
                )

    def _delete_by(self, user):
        """Delete these files for an account.

        :raise AccessError: if one of them is not his to see
        :raise UserError: if one is a colleague's, or is held by an order
        """
        self.check_access("read")
        self._check_may_change(user)
        # Deleting by RPC would pass by the check above, so accounts have no such right.
        self.sudo().unlink()

    def unlink(self):
        """Delete the records, then, once that is certain, the bytes."""
        stamps = {file.path: file.stamp for file in self}
        result = super().unlink()
        self._remove_bytes(stamps)
        return result

    def _remove_bytes(self, stamps):
        """Take names off the disk once it is certain that no record has them.

        :param stamps: ``{path: stamp}``; a name that other bytes have got stays
        """
        if not stamps:
            return
        store = self._store()

        @self.env.cr.postcommit.add
        def remove_bytes():
            # Killed before this, the reconciler finds the file again: better than gone.
            for path in stamps.keys() - self._find_recorded(stamps):
                try:
                    store.remove(path, stamps[path])
                except StoreError:
                    _logger.exception("Client file %s could not be removed", path)

    def _find_recorded(self, paths):
        """Return those of ``paths`` that have a record all the same.

        A savepoint may have been rolled back, and the transaction committed.
        """
        query = SQL(
            "SELECT path FROM print_file WHERE path IN %s",
            tuple(paths),
            to_flush=self._fields["path"],
        )
        return {path for (path,) in self.env.execute_query(query)}
