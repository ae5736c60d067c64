"""One file on its way in, whatever the protocol.

Bytes go into a partial of the store; the name passes to them in one step, after they
are durable. Whatever ends before that leaves the partial, for the client to go on.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from .errors import Refusal
from .names import Spelling
from .partials import Partial, Partials, shown_size
from .storage import Storage


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, and what the record of his file needs (plain values)."""

    client: int
    login: str
    room: int | None
    note: dict


class Incoming:
    """The writing end: ``write`` in the loop, everything else beside it."""

    def __init__(self, storage, partials, sender, partial, check, offset=None):
        """Made by :func:`begin`.

        :param partial: the :class:`Partial` whose bytes these are
        :param offset: where the client goes on; bytes after it that are here already
            are not written again
        """
        self._storage = storage
        self._partials = partials
        self._sender = sender
        self._partial = partial
        self._check = check
        self._upload = storage.resume(partial.token, sender.room)
        self._again = 0 if offset is None else self._upload.received - offset

    @property
    def note(self) -> dict:
        """What the record of the file needs: of the sender, and of this name."""
        return self._sender.note

    @property
    def received(self) -> int:
        """Bytes that the client need not send."""
        return self._upload.received - self._again

    def write(self, data: bytes):
        """Add bytes at the end.

        :raise Refusal: if they cannot be kept; what was here before stays
        """
        known = min(self._again, len(data))
        self._again -= known
        if new := data[known:]:
            with self._storage.refusals():
                self._upload.write(new)

    def finish(self, is_alive: Callable[[], bool] = lambda: True):
        """Make the bytes durable and give them their name; return the stored file.

        :param is_alive: whether the sender is still there, asked in the last moment
        :raise Refusal: if the disk refuses, another session took the name over, or the
            sender has vanished
        """
        partial = self._partial
        with self._storage.refusals():
            self._upload.seal()
        if not is_alive():
            self._upload.close()
            raise Refusal("gone", "Connection lost: what came is kept.")
        if self._partials.find(partial.folder, partial.name) != partial:
            self._upload.close()
            raise Refusal("busy", "Another session has begun this file anew.")
        self._check_again()
        sender = self._sender
        try:
            stored = self._storage.commit(
                self._upload, sender.client, partial.name, partial.folder, sender.note
            )
        finally:
            self._upload.close()
        if (on_disk := self._storage.on_disk(partial.name)) != partial.name:
            self._partials.note_name(on_disk, partial.name)
        self._partials.forget(partial)
        self._storage.drop(partial.token)
        return stored

    def _check_again(self):
        """Refuse if the name went meanwhile to a file that is not to be replaced.

        When nobody can say, it stays as it was when the upload began.
        """
        try:
            self._check()
        except Refusal as refusal:
            if refusal.kind != "away":
                self._upload.close()
                raise

    def pause(self):
        """Keep what is here, durable, for the client to go on with."""
        with self._storage.refusals():
            self._upload.pause()


def begin(
    storage: Storage,
    sender: Sender,
    folder: str,
    name: str,
    offset: int | None,
    check: Callable[[], None] = lambda: None,
    sent: Spelling | None = None,
) -> Incoming:
    """Open ``name`` for bytes from ``offset`` on; None adds to what is there.

    From 0 a new file is begun. Further on, the unfinished bytes of this name are gone
    on with, from their end or from the end that is shown (see ``shown_size``). Where
    the file is complete, or more was sent before than the client remembers, a copy of
    its first bytes is, so that nothing complete ever changes.

    :param check: raises a :class:`Refusal` if the complete file of this name is not to
        be replaced; asked now and before the name passes over
    :param sent: how the client's program spelled the name
    :raise Refusal: with kind ``offset`` if the bytes before are not here
    """
    check()
    partials = Partials(storage.root, sender.client)
    name = storage.clean(name)
    if sent:
        sender = replace(sender, note=sender.note | sent.note(name))
    known = partials.find(folder, name)
    there = _size(storage, known)
    if offset is None:
        offset = (
            shown_size(there)
            if there is not None
            else _complete_size(storage, sender, folder, name)
        )
    if known and offset and offset in (there, shown_size(there or 0)):
        mine = Partial(name, folder, known.token, sender.login)
        try:
            going_on = Incoming(storage, partials, sender, mine, check, offset)
        except Refusal as refusal:
            if refusal.kind != "missing":
                raise
            # It has got its name, and the server died before it could say so: the
            # client sends the end once more, to a copy.
        else:
            partials.put(mine)
            return going_on
    source = _source(
        storage, sender, folder, name, known if there is not None else None
    )
    upload = storage.begin(sender.room)
    try:
        if offset:
            if source is None:
                raise Refusal("offset", f"Begin anew: byte {offset} is not here.")
            storage.copy(source, offset, upload)
    except Refusal:
        upload.discard()
        raise
    upload.close()
    partials.put(mine := Partial(name, folder, upload.token, sender.login))
    if known:
        storage.drop(known.token)
    return Incoming(storage, partials, sender, mine, check)


def _size(storage, partial):
    """Return the bytes of a partial, None without one."""
    if partial is None:
        return None
    try:
        return storage.offset(partial.token)
    except Refusal as refusal:
        if refusal.kind == "missing":  # swept, or cancelled in the portal
            return None
        raise


def _path(storage, sender, folder, name) -> Path:
    steps = [storage.on_disk(step) for step in (*filter(None, folder.split("/")), name)]
    return storage.home(sender.client).joinpath(*steps)


def _complete_size(storage, sender, folder, name):
    path = _path(storage, sender, folder, name)
    return path.stat().st_size if path.is_file() else 0


def _source(storage, sender, folder, name, partial):
    """Return the file that has the bytes before the offset, None without one."""
    if partial:
        return storage.root / ".part" / partial.token
    path = _path(storage, sender, folder, name)
    return path if path.is_file() and not path.is_symlink() else None
