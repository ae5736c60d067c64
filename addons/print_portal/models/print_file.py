import contextlib
import logging
import mimetypes
import os
from weakref import WeakKeyDictionary

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.http import Stream
from odoo.tools import config

from ..big_integer import BigInteger
from ..file_size import size_words
from ..filestore import (
    BadName,
    NoSpace,
    NotStored,
    QuotaExceeded,
    SizeMismatch,
    Store,
    StoreError,
    clean_name,
)
from ..naming import login_name

_logger = logging.getLogger(__name__)

# Odoo runs a request again after a serialization failure, when the stream of its body
# has been read to the end: what was stored of a stream is remembered here.
_taken = WeakKeyDictionary()


class PrintFile(models.Model):
    _name = "print.file"
    _description = "Client File"
    _order = "date_received desc, id desc"

    name = fields.Char(required=True, readonly=True, help="As the client named it.")
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
    uploaded_by = fields.Char(compute="_compute_uploaded_by", compute_sudo=True)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        readonly=True,
        default=lambda self: self.env.company,
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
    size = BigInteger(required=True, readonly=True, help="Bytes.")
    size_text = fields.Char(string="Size in words", compute="_compute_size_text")
    checksum = fields.Char(
        required=True, readonly=True, help="SHA-256 of the bytes, hexadecimal."
    )
    mimetype = fields.Char(
        compute="_compute_mimetype", help="What the ending of the name promises."
    )
    path = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        groups="base.group_user",
        help="Below the root of the client files.",
    )
    stamp = fields.Char(
        required=True,
        readonly=True,
        groups="base.group_user",
        help="Changes whenever other bytes take the path.",
    )

    _path_uniq = models.UniqueIndex("(path)", "This file has a record already.")

    @api.depends("user_id.login", "partner_id.client_code")
    def _compute_uploaded_by(self):
        for file in self:
            login, code = file.user_id.login or "", file.partner_id.client_code or ""
            file.uploaded_by = login_name(login, code) or login

    @api.depends("size")
    @api.depends_context("lang")
    def _compute_size_text(self):
        for file in self:
            file.size_text = size_words(self.env, file.size)

    @api.depends("name")
    def _compute_mimetype(self):
        for file in self:
            guess = mimetypes.guess_type(file.name or "")[0]
            file.mimetype = guess or "application/octet-stream"

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
            "url": f"/my/print/files/{self.id}/download",
        }

    # The store

    @api.model
    def _store(self):
        """Return the client-file store of this database, ready for use.

        A root of the shop's own choice is prepared only while no file is known: later,
        an empty folder there is a disk that is not mounted, and is left alone.
        """
        # The root is a setting, not a record that rights protect.
        root = (
            self.env["ir.config_parameter"].sudo().get_param("print_portal.files_root")
        )
        beside = os.path.join(config["data_dir"], "print_files", self.env.cr.dbname)
        store = Store(root or beside)
        if not store.is_ready():
            if not root or not self.sudo().search_count([], limit=1):
                store.prepare()
        return store

    @api.model
    def _room(self, client):
        """Return the bytes that ``client`` may still add, or None without a quota."""
        quota = (
            self.env["ir.config_parameter"]
            .sudo()
            .get_param("print_portal.files_quota_gb")
        )
        if not quota:
            return None
        # The quota counts colleagues' files as well, whatever the account may see.
        [(used,)] = self.sudo()._read_group(
            [("partner_id", "=", client.id)], aggregates=["size:sum"]
        )
        return max(int(float(quota) * (1 << 30) - used), 0)

    # Bytes come in

    @api.model
    def _receive(
        self, client, user, name, stream, size=None, origin="browser", on_ready=None
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
        :return: the new ``print.file``, settled
        :raise AccessError: if ``user`` has nothing to do with ``client``
        :raise UserError: with the way out, caused by the ``StoreError``
        """
        if not client or user._print_client() != client and not user._is_internal():
            raise AccessError(self.env._("This folder belongs to another client."))
        stored = _taken.get(stream)
        if not stored:
            with self._sentences(name):
                store, room = self._store(), self._room(client)
                store.check(size or 0, room)
                if on_ready:
                    on_ready()
                stored = store.receive(client.id, name, stream, size, room)
            _taken[stream] = stored
        return self._record(
            client, stored, user_id=user.id, origin=origin, state="settled"
        )

    @api.model
    def _check_upload(self, client, name, size):
        """Refuse before the first byte is sent what ``_receive`` would refuse.

        :raise UserError: with the way out
        """
        with self._sentences(name):
            clean_name(name)
            self._store().check(size, self._room(client))

    def _record(self, client, stored, **values):
        """Return the record of a file that is on disk; made anew, or brought up to it.

        :param stored: ``filestore.Stored``
        """
        values |= {
            "name": stored.name,
            "partner_id": client.id,
            "size": stored.size,
            "checksum": stored.sha256,
            "path": stored.path,
            "stamp": stored.stamp,
            "date_received": fields.Datetime.now(),
        }
        # Accounts may not write here: that the bytes exist is not theirs to say.
        files_sudo = self.sudo()
        file_sudo = files_sudo.search([("path", "=", stored.path)])
        if file_sudo:
            file_sudo.write(values)
        else:
            file_sudo = files_sudo.create(values)
        return file_sudo.with_env(self.env)

    # Bytes are there

    def _download_stream(self):
        """Return this file for the browser; it comes in ranges, memory stays flat.

        :raise AccessError: if the user may not see the file
        :raise UserError: if it is not on disk
        """
        self.ensure_one()
        self.check_access("read")
        with self._sentences(self.name):
            # Where it lies is nobody's business but ours.
            path = self._store().path(self.sudo().path)
        return Stream(
            type="path",
            path=str(path),
            download_name=self.name,
            mimetype=self.mimetype,
            size=self.size,
            etag=self.checksum,
            last_modified=path.stat().st_mtime,
            as_attachment=True,
        )

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

    def _delete_by(self, user):
        """Delete these files for an account.

        :raise AccessError: if one of them is not his to see
        :raise UserError: if one is a colleague's, or is held by an order
        """
        self.check_access("read")
        for file in self:
            if not file._may_delete(user):
                raise UserError(
                    self.env._(
                        "%(file)s was uploaded by %(login)s: ask there, or the main"
                        " account, to delete it.",
                        file=file.name,
                        login=file.uploaded_by or self.env._("somebody else"),
                    )
                )
        # Deleting by RPC would pass by the check above, so accounts have no such right.
        self.sudo().unlink()

    def unlink(self):
        """Delete the records, then, once that is certain, the bytes."""
        store, paths = self._store(), self.mapped("path")
        result = super().unlink()

        @self.env.cr.postcommit.add
        def remove_bytes():
            # Killed before this, the reconciler finds the file again: better than gone.
            for path in paths:
                try:
                    store.remove(path)
                except StoreError:
                    _logger.exception("Client file %s could not be removed", path)

        return result

    # Sentences

    @contextlib.contextmanager
    def _sentences(self, name):
        """Turn what the store refuses into a sentence with a way out."""
        try:
            yield
        except StoreError as error:
            if not isinstance(error, BadName | QuotaExceeded | SizeMismatch):
                _logger.error("Client file %r: %r", name, error)
            raise UserError(self._sentence(error, name)) from error

    def _sentence(self, error, name):
        """Return what to tell the sender of ``name`` about a ``StoreError``."""
        _ = self.env._
        if isinstance(error, BadName):
            return {
                "empty": _("Give the file a name and upload it again."),
                "long": _("Shorten the file name to 255 characters."),
            }.get(error.reason) or _(
                "Rename the file: its name has characters that no folder can keep."
            )
        if isinstance(error, QuotaExceeded):
            return _(
                "Delete files you no longer need: your folder has room for %(room)s.",
                room=size_words(self.env, error.room),
            )
        if isinstance(error, SizeMismatch):
            return _(
                "Upload %(name)s again: %(received)s of %(size)s arrived.",
                name=name,
                received=size_words(self.env, error.received),
                size=size_words(self.env, error.expected),
            )
        if isinstance(error, NoSpace):
            return _("Our disk is full. Try %(name)s again in an hour.", name=name)
        if isinstance(error, NotStored):
            return _("%(name)s is not on our disk. Upload it again.", name=name)
        return _("Our disk does not answer. Try %(name)s again later.", name=name)
