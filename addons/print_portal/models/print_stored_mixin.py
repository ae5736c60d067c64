import contextlib
import logging
import mimetypes
import os

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.http import Stream
from odoo.tools import config

from ..big_integer import BigInteger
from ..file_size import size_words
from ..filestore import (
    BadName,
    FileChanged,
    NoSpace,
    NotStored,
    OffsetMismatch,
    QuotaExceeded,
    SizeMismatch,
    Store,
    StoreError,
)

_logger = logging.getLogger(__name__)

# What a sender may cause: no news for those who look after the disk.
OF_SENDER = BadName | OffsetMismatch | QuotaExceeded | SizeMismatch


class PrintStoredMixin(models.AbstractModel):
    """A file in the client-file store: bytes on disk, described here."""

    _name = "print.stored.mixin"
    _description = "File in the Client-File Store"

    name = fields.Char(required=True, readonly=True, help="As the client named it.")
    size = BigInteger(required=True, readonly=True, help="Bytes.")
    size_text = fields.Char(string="Size in words", compute="_compute_size_text")
    checksum = fields.Char(
        required=True, readonly=True, help="SHA-256 of the bytes, hexadecimal."
    )
    crc32 = fields.Char(
        "CRC-32",
        readonly=True,
        groups="base.group_user",
        help="Of the bytes, 8 hexadecimal digits, as an archive needs it. Empty if"
        " nobody has taken it.",
    )
    mimetype = fields.Char(
        "Kind of file",
        compute="_compute_mimetype",
        help="What the ending of the name promises.",
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
        if not store.is_ready() and (not root or self._is_first_file()):
            store.prepare()
        return store

    @api.model
    def _is_first_file(self):
        # Of any client: the question is whether this disk was ever used.
        return not self.env["print.file"].sudo().search_count([], limit=1)

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

    @contextlib.contextmanager
    def _sentences(self, name):
        """Turn what the store refuses into a sentence with a way out."""
        try:
            yield
        except StoreError as error:
            if not isinstance(error, OF_SENDER):
                _logger.error("Client file %r: %r", name, error)
            raise UserError(self._sentence(error, name)) from error

    def _sentence(self, error, name):
        """Return what to tell the sender of ``name`` about a ``StoreError``."""
        _ = self.env._
        if isinstance(error, BadName):
            return {
                "empty": _("Give the file a name and upload it again."),
                "long": _("Shorten the name to 255 characters, or its folder's path."),
                "taken": _(
                    "Rename the folder %(name)s: a file has this name.", name=error.name
                ),
            }.get(error.reason) or _(
                "Rename the file: its name has characters that no folder can keep."
            )
        if isinstance(error, QuotaExceeded):
            return _(
                "Delete files you no longer need: your folder has room for %(room)s.",
                room=size_words(self.env, error.room),
            )
        if isinstance(error, OffsetMismatch):
            return _(
                "Go on with %(name)s: %(received)s are here.",
                name=name,
                received=size_words(self.env, error.received),
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
        if isinstance(error, FileChanged):
            return _("%(name)s changed on our disk. Upload it again.", name=name)
        return _("Our disk does not answer. Try %(name)s again later.", name=name)
