import logging
from contextlib import closing
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..big_integer import BigInteger
from ..file_size import size_words
from ..filestore import CHUNK, NotStored, clean_folder, clean_name

_logger = logging.getLogger(__name__)

KEPT = timedelta(days=7)  # from the last byte that came; the partials are swept then
PUT_OFF = timedelta(days=1)  # how exact the day of expiry is: a write for each day
TOLD = timedelta(days=1)  # how long a sender may ask what became of a whole upload
OPEN_MOST = 1000  # of one sender at a time


class PrintUpload(models.Model):
    """Bytes on their way in: not a client's file until all of them are here.

    The bytes lie in the store under ``token``, their number is asked of the disk.
    Nobody writes here while they come, so senders never get into each other's way.
    """

    _name = "print.upload"
    _description = "Unfinished Upload"
    _order = "date_started desc, id desc"

    name = fields.Char(required=True, readonly=True, help="As the client named it.")
    folder = fields.Char(readonly=True, help="Below the client's folder.")
    partner_id = fields.Many2one(
        "res.partner",
        string="Client",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Account",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        help="Who sends it, and may go on.",
    )
    buyer_id = fields.Many2one(
        "res.partner",
        string="Branch",
        readonly=True,
        ondelete="cascade",
        help="The branch of the client for which staff puts it there.",
    )
    origin = fields.Selection(
        selection=lambda self: self.env["print.file"]._fields["origin"].selection,
        required=True,
        readonly=True,
        default="browser",
        help="By which way the file comes.",
    )
    size = BigInteger(required=True, readonly=True, help="Bytes that were announced.")
    received = BigInteger(
        compute="_compute_received", help="Bytes that are here, durable on disk."
    )
    token = fields.Char(
        required=True,
        readonly=True,
        groups="base.group_system",
        help="Names the bytes on disk, and the upload to its sender.",
    )
    key = fields.Char(
        readonly=True,
        groups="base.group_system",
        help="What the sender calls this upload: begun twice, it is one.",
    )
    date_started = fields.Datetime(
        string="Started on", required=True, readonly=True, default=fields.Datetime.now
    )
    date_expires = fields.Datetime(
        string="Kept until",
        required=True,
        readonly=True,
        help="When what is here is given up, unless more comes.",
    )
    file_id = fields.Many2one(
        "print.file",
        string="Client file",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        help="What became of it. Remembered for a day, for a sender who has not heard.",
    )

    _token_uniq = models.UniqueIndex("(token)", "This upload has a record already.")
    _key_idx = models.Index("(user_id, key) WHERE key IS NOT NULL")

    def _compute_received(self):
        store = self.env["print.file"]._store()
        for upload in self:
            upload.received = upload.size
            if not upload.file_id:
                try:
                    # The token is nobody's business but the sender's.
                    upload.received = store.offset(upload.sudo().token)
                except NotStored:
                    upload.received = 0

    # --- Doors: bytes come in ---

    @api.model
    def _start(
        self,
        client,
        user,
        name,
        size,
        folder="",
        origin="browser",
        buyer=None,
        key=None,
        **values,
    ):
        """Begin an upload, or find the one that this sender has begun already.

        :param client: a partner with a client code
        :param user: the account that sends; of this client, or staff
        :param int size: bytes to come
        :param folder: of the client's folder, made when the upload is whole
        :param buyer: the branch of ``client`` for which staff sends it
        :param key: what the sender calls it, if he may have to begin again because he
            did not hear the answer
        :param values: of fields that add-ons above have for ``_on_finish``
        :return: the upload, as superuser: accounts have no rights here
        :raise AccessError: if ``user`` has nothing to do with ``client``
        :raise UserError: with the way out, caused by the ``StoreError``
        """
        files = self.env["print.file"]
        files._check_sender(client, user)
        # Unfinished uploads are not for accounts to read or write.
        uploads = self.sudo()
        mine = [("partner_id", "=", client.id), ("user_id", "=", user.id)]
        mine += [(field, "=", value) for field, value in values.items()]
        begun = [*mine, ("key", "=", key), ("size", "=", size)]
        if key and (known := uploads.search(begun, limit=1)):
            return known
        if uploads.search_count([*mine, ("file_id", "=", False)]) >= OPEN_MOST:
            raise UserError(
                self.env._("Finish or cancel some of your unfinished uploads first.")
            )
        with files._sentences(name):
            name, folder = clean_name(name), clean_folder(folder)
            store = files._store()
            partial = store.begin(size, files._room(client))
            partial.pause()
        # Rolled back, it would lie there for a week.
        self.env.cr.postrollback.add(lambda: store.drop(partial.token))
        return uploads.create(
            {
                "name": name,
                "folder": folder,
                "partner_id": client.id,
                "user_id": user.id,
                "buyer_id": buyer.id if buyer else False,
                "origin": origin,
                "size": size,
                "token": partial.token,
                "key": key,
                "date_expires": fields.Datetime.now() + KEPT,
                **values,
            }
        )

    def _append(self, offset, stream, on_ready=None):
        """Add what ``stream`` gives, the bytes from ``offset`` on.

        Whatever came is durable when this returns, and also when it raises because the
        sender went away: he goes on from ``received``.

        :param stream: has ``read(count)``
        :param on_ready: called when all is checked, before the first byte is awaited; a
            door whose sender is slow commits there, not to keep a transaction open
        :return: bytes that are here
        :raise UserError: with the way out, caused by the ``StoreError``:
            ``OffsetMismatch`` if other bytes come next, ``NotStored`` if it is gone
        """
        self.ensure_one()
        with self.env["print.file"]._sentences(self.name):
            with closing(self._resume()) as partial:
                partial.expect(offset)
                self._put_off()
                if on_ready:
                    on_ready()
                try:
                    while data := stream.read(CHUNK):
                        partial.write(data)
                finally:
                    # Sealing syncs as well.
                    if partial.received < self.size:
                        partial.pause()
            return partial.received

    def _resume(self):
        return self.env["print.file"]._store().resume(self.token, self.size)

    def _put_off(self):
        """Keep the upload for another week."""
        expires = fields.Datetime.now() + KEPT
        if self.date_expires < expires - PUT_OFF:
            self.date_expires = expires

    def _is_whole(self):
        """Whether all bytes are here."""
        self.ensure_one()
        return self.received == self.size

    def _finish(self, on_ready=None):
        """Make a whole upload a file of the client; asked twice, it is the same one.

        The bytes have their name before the record exists, and the partial goes when
        the record is certain: killed between any two steps, this is done again by the
        sender who asks, or at night.

        :param on_ready: called when the bytes are durable and summed up, which may have
            taken a minute; a door commits there, to see what others did meanwhile
        :return: ``print.file``, settled
        :raise UserError: with the way out, caused by the ``StoreError``
        """
        self.ensure_one()
        if self.file_id:
            return self.file_id
        files, client = self.env["print.file"], self.partner_id
        with files._sentences(self.name):
            store = files._store()
            with closing(self._resume()) as partial:
                partial.seal()
                if on_ready:
                    on_ready()
                if not self._lock():
                    return self.file_id
                stored = store.commit(partial, client.id, self.name, self.folder or "")
        sender = files._get_sender_values(
            client, self.user_id, self.buyer_id, self.origin
        )
        self.file_id = files._record(client, stored, state="settled", **sender)
        self.date_expires = fields.Datetime.now() + TOLD
        self._drop([self.token])
        self._on_finish(self.file_id)
        return self.file_id

    def _lock(self):
        """Let nobody else finish this one; return whether it is to be done still."""
        self.env.cr.execute(
            SQL("SELECT file_id FROM print_upload WHERE id = %s FOR UPDATE", self.id)
        )
        found = self.env.cr.fetchone()
        self.invalidate_recordset(["file_id"])
        return bool(found) and not found[0]

    def _on_finish(self, file):
        """Called once for an upload that is whole, with its ``print.file``.

        For add-ons above: an upload that was begun for a job joins it here.
        """

    def _cancel(self):
        """Give up what is here of these uploads, for their sender."""
        if tokens := self.mapped("token"):
            self.unlink()
            self._drop(tokens)

    def _drop(self, tokens):
        """Remove partials once it is certain that no unfinished upload has them."""
        store = self.env["print.file"]._store()

        @self.env.cr.postcommit.add
        def drop():
            # A savepoint may have been rolled back, and the transaction committed.
            for token in set(tokens) - self._find_unfinished(tokens):
                store.drop(token)

    def _find_unfinished(self, tokens):
        """Return those of ``tokens`` whose bytes are not a file yet."""
        query = SQL(
            "SELECT token FROM print_upload WHERE token IN %s AND file_id IS NULL",
            tuple(tokens),
            to_flush=self._fields["file_id"],
        )
        return {token for (token,) in self.env.execute_query(query)}

    # --- Looking at them ---

    @api.model
    def _find(self, token, user, **values):
        """Return the upload that ``user`` may go on with, as superuser; or none.

        :param values: as for ``_start``
        """
        domain = [("token", "=", token), ("user_id", "=", user.id)]
        domain += [(field, "=", value) for field, value in values.items()]
        # Unfinished uploads are not for accounts to read; the token tells whose it is.
        return self.sudo().search(domain)

    @api.model
    def _get_open(self, client=None, user=None, **values):
        """Return what is on its way and not all here, as superuser.

        :param client: into the folder of this one alone
        :param user: of this account alone
        :param values: as for ``_start``
        """
        domain = [("file_id", "=", False)]
        if client:
            domain.append(("partner_id", "=", client.id))
        if user:
            domain.append(("user_id", "=", user.id))
        domain += [(field, "=", value) for field, value in values.items()]
        # Unfinished uploads are not for accounts to read: the caller says whose.
        return self.sudo().search(domain)

    @api.model
    def _get_announced(self, client):
        """Return the bytes that unfinished uploads will take of a client's room."""
        domain = [("partner_id", "=", client.id), ("file_id", "=", False)]
        # The quota counts colleagues' uploads as well.
        [(size,)] = self.sudo()._read_group(domain, aggregates=["size:sum"])
        return size or 0

    def _portal_values(self):
        """Return what a sender may see of his unfinished upload.

        :rtype: dict
        """
        self.ensure_one()
        return {
            "token": self.token,
            "name": self.name,
            "folder": self.folder or "",
            "size": self.size,
            "received": self.received,
            "size_text": size_words(self.env, self.size),
            "received_text": size_words(self.env, self.received),
            "expires": fields.Datetime.to_string(self.date_expires),
        }

    def _tell_left(self, url, tells_folder=False):
        """Return these uploads for a page on which somebody may go on with them.

        :param url: of the address below which each has its own
        :param tells_folder: whether the sender chose the folder, and names it again
        """
        return [
            {
                "url": f"{url}/{upload['token']}",
                "name": upload["name"],
                "folder": upload["folder"] if tells_folder else "",
                "size": upload["size"],
                "sent": upload["received"],
            }
            for upload in (each._portal_values() for each in self)
        ]

    # --- At night ---

    @api.model
    def _recover(self, min_age=timedelta(hours=1)):
        """Finish whole uploads whose server died, and forget those that are over.

        :param min_age: a younger upload may be being finished at this moment
        """
        started = fields.Datetime.now() - min_age
        uploads = self.search(
            [("file_id", "=", False), ("date_started", "<=", started)]
        )
        for upload in uploads.filtered(lambda upload: upload._is_whole()):
            try:
                upload._finish()
            except UserError as error:
                _logger.warning("Client files: %s is not finished: %s", upload, error)
            self.env["ir.cron"]._commit_progress(1)
        self.search([("date_expires", "<", fields.Datetime.now())])._cancel()
