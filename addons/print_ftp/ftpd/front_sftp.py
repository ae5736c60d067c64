"""SFTP: the same folder, the same way in, over asyncssh.

Here a client says himself when a file is complete: by closing its handle. What the
library closes when a connection ends stays unfinished.
"""

import asyncio
import os
import socket
import time
import uuid
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import asyncssh
from asyncssh import SFTPAttrs, SFTPName

from . import names
from .acceptor import Acceptor
from .errors import CannotServe, Refusal
from .folder import Folder, Sight, path_of
from .gate import Away, Denied, Event, Gate, Who, log_lost
from .incoming import Sender
from .pool import Threads
from .proxy import Network
from .storage import Storage
from .virtual_fs import stat_of

ERRORS = {
    "missing": asyncssh.SFTPNoSuchFile,
    "exists": asyncssh.SFTPFailure,
    "closed": asyncssh.SFTPPermissionDenied,
    "name": asyncssh.SFTPFailure,
    "offset": asyncssh.SFTPFailure,
    "busy": asyncssh.SFTPFailure,
    "quota": asyncssh.SFTPFailure,
    "full": asyncssh.SFTPFailure,
    "away": asyncssh.SFTPFailure,
    "failed": asyncssh.SFTPFailure,
}
NONE = (None, None)
SIGHT_S = 2.0  # seconds that orders are shown without asking again
WRITES = asyncssh.FXF_WRITE | asyncssh.FXF_APPEND
END_S = 10.0  # seconds that sessions have to put away what they were receiving


async def beside(pool: ThreadPoolExecutor, work: Callable, *args):
    """Do ``work(*args)`` in a thread; the loop goes on."""
    return await asyncio.get_running_loop().run_in_executor(pool, work, *args)


class Door(asyncssh.SSHServer):
    """One connection, until somebody is in."""

    def __init__(
        self,
        gate: Gate,
        storage: Storage,
        threads: Threads,
        doors: dict,
        address: str,
        sessions_most: int,
    ):
        """One comes from ``address``.

        :param doors: of the sessions that are open, by their key
        :param sessions_most: of one login; 0: as many as he likes
        """
        self.gate, self.storage, self.threads = gate, storage, threads
        self.session = uuid.uuid4().hex
        self.doors = doors
        doors[self.session] = self
        self.address = address
        self._sessions_most = sessions_most
        self._conn = None
        self.who: Who | None = None
        self._known: Who | None = None  # who it is, if he proves it
        self.is_gone = False

    def connection_made(self, conn):
        self._conn = conn
        conn.set_extra_info(door=self)
        if self.gate.refuses(self.address):
            conn.abort()
        elif not self.storage.is_ready():
            conn.disconnect(
                asyncssh.DISC_SERVICE_NOT_AVAILABLE, "Service temporarily unavailable"
            )

    def end(self, words="This session was ended by us."):
        """Send the client away, for somebody in the office wants it."""
        self._conn.disconnect(asyncssh.DISC_BY_APPLICATION, words)

    def connection_lost(self, exc):
        self.is_gone = True
        self.doors.pop(self.session, None)
        if self.who:
            self.remember("logout")

    def begin_auth(self, username):
        return True

    def password_auth_supported(self):
        return True

    def public_key_auth_supported(self):
        return True

    async def validate_password(self, username, password):
        work = self.gate.authenticate
        return await self._let_in(self.threads.hash, work, username, password)

    async def validate_public_key(self, username, key):
        work, data = self.gate.authenticate_key, key.public_data
        return await self._let_in(self.threads.gate, work, username, data)

    async def _let_in(self, pool, work, login, secret):
        try:
            who = await beside(pool, work, login, secret, self.address)
        except Denied as error:
            await asyncio.sleep(min(error.wait_s, 10))
            self.remember("denied", login=login)
            return False
        except Away:
            self._conn.disconnect(
                asyncssh.DISC_SERVICE_NOT_AVAILABLE, "Service temporarily unavailable"
            )
            return False
        users = [each.who.user for each in self.doors.values() if each.who]
        if 0 < self._sessions_most <= users.count(who.user):
            words = "Too many sessions of this login"
            self._conn.disconnect(asyncssh.DISC_BY_APPLICATION, words)
            return False
        self._known = who
        return True

    def auth_completed(self):
        """He is in. We were asked before, and of a key twice: whether it would do, and
        once more with what proves that it is his."""
        self.who = self._known
        self.remember("login")

    def remember(self, kind, path="", size=0, login=""):
        who = self.who
        user, client = (who.user, who.client) if who else NONE
        login = who.login if who else login
        where = (self.session, login, self.address, "sftp", user, client)
        event = Event(kind, *where, path, size)
        self.submit(self.gate.tell, event)

    def submit(self, work, *args):
        """Do ``work(*args)`` beside the loop; nobody waits for it."""
        self.threads.gate.submit(work, *args).add_done_callback(log_lost)


class _Writing:
    """An open handle that writes; the first bytes tell where they go."""

    def __init__(self, path, sent, is_appending):
        self.path = path
        self.sent = sent
        self.is_appending = is_appending
        self.incoming = None


class _Reading:
    """An open handle that reads; ``sent`` is how far the client has come, in bytes."""

    def __init__(self, path, file):
        self.path = path
        self.file = file
        self.sent = 0


class Sftp(asyncssh.SFTPServer):
    """One session in a client's folder."""

    def __init__(self, chan):
        super().__init__(chan)
        self._door: Door = chan.get_connection().get_extra_info("door")
        self._told = "utf-8"
        self._sight = Sight()
        self._seen_at = -SIGHT_S
        who = self._door.who
        # Complete is here what the client has called so, whoever reads of it later.
        note = who.note | {"ftp_is_certain": True}
        sender = Sender(who.client, who.login, who.room, note)
        self._folder = Folder(
            self._door.storage,
            sender,
            lambda: self._sight,
            self._check_replace,
            who.is_reader,
        )

    # --- Paths ---

    def _path(self, raw):
        text, told = names.decode(raw, self._told)
        if told != "utf-8" or not text.isascii():
            self._told = told
        if "\0" in text or "\r" in text or "\n" in text:
            raise asyncssh.SFTPFailure("No file can be called so.")
        return os.path.normpath("/" + text).replace("//", "/")

    def _spelled(self, raw):
        """Return how the client spelled the last step of a path."""
        return names.spell(raw, names.decode(raw, self._told)[1], self._path(raw))

    def _raw(self, text):
        return names.encode(text, self._told)

    async def _do(self, pool, work, *args):
        try:
            return await beside(pool, work, *args)
        except Refusal as refusal:
            raise ERRORS[refusal.kind](str(refusal)) from refusal
        except Away as error:
            raise asyncssh.SFTPFailure("Try again in a minute.") from error

    def _check_replace(self, path):
        try:
            self._door.gate.check_replace(self._door.who, path)
        except Away as error:
            raise Refusal("away", "Try again in a minute.") from error

    async def _look(self, work, *args):
        """Look at the folder, as he sees it now."""
        door, now = self._door, time.monotonic()
        if now - self._seen_at > SIGHT_S:  # programs look at each file of many
            self._seen_at = now
            with suppress(Away):  # the last sight is better than none
                self._sight = await beside(door.threads.gate, door.gate.sight, door.who)
        return await self._do(door.threads.disk, work, *args)

    # --- Looking ---

    def realpath(self, path):
        return self._raw(self._path(path))

    async def stat(self, path):
        entry = await self._look(self._folder.stat, self._path(path))
        return _attrs(entry)

    lstat = stat

    def fstat(self, file_obj):
        if isinstance(file_obj, _Reading):
            info = os.fstat(file_obj.file.fileno())
            return SFTPAttrs(size=info.st_size, permissions=0o100640)
        received = file_obj.incoming.received if file_obj.incoming else 0
        return SFTPAttrs(size=received, permissions=0o100640)

    async def scandir(self, path):
        """Yield what is in a folder."""
        for entry in await self._look(self._folder.list, self._path(path)):
            attrs = _attrs(entry)
            yield SFTPName(self._raw(entry.name), attrs=attrs)

    def format_user(self, uid):
        return "client"

    def format_group(self, gid):
        return "client"

    # --- Reading and writing ---

    async def open(self, path, pflags, attrs):
        path, sent = self._path(path), self._spelled(path)
        if not pflags & WRITES:
            file = await self._look(self._folder.open, path)
            return _Reading(path, file)
        writing = _Writing(path, sent, bool(pflags & asyncssh.FXF_APPEND))
        if pflags & asyncssh.FXF_TRUNC or writing.is_appending:
            await self._begin(writing, None if writing.is_appending else 0)
        return writing

    async def _begin(self, writing, offset):
        work = self._folder.begin
        pool = self._door.threads.disk
        writing.incoming = await self._do(
            pool, work, writing.path, offset, writing.sent
        )

    def read(self, file_obj, offset, size):
        if not isinstance(file_obj, _Reading):
            raise asyncssh.SFTPFailure("This handle writes.")
        data = os.pread(file_obj.file.fileno(), size, offset)
        file_obj.sent = max(file_obj.sent, offset + len(data))
        return data

    async def write(self, file_obj, offset, data):
        if isinstance(file_obj, _Reading):
            raise asyncssh.SFTPFailure("This handle reads.")
        if file_obj.incoming is None:
            await self._begin(file_obj, offset)
        incoming = file_obj.incoming
        if offset != incoming.received and not file_obj.is_appending:
            raise asyncssh.SFTPFailure("Send the bytes one after another.")
        try:
            incoming.write(data)
        except Refusal as refusal:
            raise ERRORS[refusal.kind](str(refusal)) from refusal
        return len(data)

    async def close(self, file_obj):
        """Complete a file whose client says so; keep the others unfinished."""
        if isinstance(file_obj, _Reading):
            self._close_read(file_obj)
            return
        if file_obj.incoming is None:
            if not self._is_there():
                return
            await self._begin(file_obj, 0)  # an empty file
        door, incoming = self._door, file_obj.incoming
        if not self._is_there():
            await self._do(door.threads.disk, incoming.pause)
            door.remember("incomplete", path=file_obj.path)
            return
        stored = await self._do(door.threads.disk, incoming.finish)
        door.remember("receive", path=path_of(stored), size=stored.size)
        who = replace(door.who, note=incoming.note)
        door.submit(door.gate.record, who, stored, "settled")

    def _close_read(self, reading):
        size = os.fstat(reading.file.fileno()).st_size
        reading.file.close()
        if reading.sent == size and self._is_there():
            self._door.remember("send", path=reading.path, size=size)

    def _is_there(self):
        """Whether a close comes from the client, not from the end of his connection.

        The library closes open handles in the same words when a connection has gone.
        """
        return not self._door.is_gone and self.channel._recv_state == "open"

    # --- Changing ---

    async def remove(self, path):
        path, door = self._path(path), self._door

        def work():
            if not self._folder.give_up(path):
                self._folder.check_own(path)
                door.gate.delete(door.who, path)

        await self._do(door.threads.gate, work)
        door.remember("delete", path=path)

    async def rename(self, oldpath, newpath):
        path, new, door = self._path(oldpath), self._path(newpath), self._door
        sent = self._spelled(newpath)

        def work():
            if not self._folder.move_unfinished(path, new):
                self._folder.check_own(path)
                self._folder.check_place(new)
                door.gate.rename(door.who, path, new, sent)

        await self._do(door.threads.gate, work)
        door.remember("rename", path=path)

    posix_rename = rename

    async def mkdir(self, path, attrs):
        pool = self._door.threads.disk
        await self._do(pool, self._folder.make_folder, self._path(path))

    async def rmdir(self, path):
        pool = self._door.threads.disk
        await self._do(pool, self._folder.remove_folder, self._path(path))

    def setstat(self, path, attrs):
        """Keep the time of arrival; rights are given in the portal."""

    def fsetstat(self, file_obj, attrs):
        """See ``setstat``."""

    def readlink(self, path):
        raise asyncssh.SFTPNoSuchFile("There are no links here.")

    def symlink(self, oldpath, newpath):
        raise asyncssh.SFTPPermissionDenied("Links are not made here.")

    link = symlink

    def fsync(self, file_obj):
        """Bytes are durable when the handle is closed."""

    def statvfs(self, path):
        raise asyncssh.SFTPOpUnsupported("Free space is shown in the portal.")


def _attrs(entry):
    info = stat_of(entry)
    return SFTPAttrs(
        size=info.st_size,
        uid=0,
        gid=0,
        permissions=info.st_mode,
        atime=info.st_mtime,
        mtime=info.st_mtime,
        nlink=1,
    )


def host_key(path: Path) -> asyncssh.SSHKey:
    """Return the key of this server, made on the first day and kept.

    :raise CannotServe: if it can be neither read nor made
    """
    try:
        if not path.is_file():
            path.parent.mkdir(parents=True, exist_ok=True)
            key = asyncssh.generate_private_key("ssh-ed25519")
            fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with open(fd, "wb") as file:
                file.write(key.export_private_key())
        return asyncssh.read_private_key(path)
    except (OSError, asyncssh.KeyImportError) as error:
        raise CannotServe(f"No host key in {path}: {error}") from error


async def serve(
    listener: socket.socket,
    host_keys: list,
    gate: Gate,
    storage: Storage,
    threads: Threads,
    doors: dict,
    login_s: int = 30,
    idle_s: int = 300,
    balancers: tuple[Network, ...] = (),
    sessions_of_address: int = 20,
    sessions_of_login: int = 0,
) -> Acceptor:
    """Take who comes to ``listener``; limits are those of ``server.Settings``."""
    options = asyncssh.SSHServerConnectionOptions(
        server_host_keys=host_keys,
        sftp_factory=Sftp,
        allow_scp=False,
        agent_forwarding=False,
        x11_forwarding=False,
        login_timeout=login_s,
        keepalive_interval=max(idle_s // 3, 1),
        keepalive_count_max=3,
        server_version="print",
        encoding=None,
    )

    def make_door(address):
        return Door(gate, storage, threads, doors, address, sessions_of_login)

    def is_crowded(address):
        of_address = sum(door.address == address for door in doors.values())
        return of_address >= sessions_of_address

    return Acceptor(listener, balancers, options, make_door, is_crowded)


async def end(acceptor: Acceptor, doors: dict):
    """Take nobody in any more and send all away.

    What they were sending stays, unfinished, and what happened is told before this
    returns.
    """
    await acceptor.close()
    for door in list(doors.values()):
        door.end("We are back in a minute.")
    loop = asyncio.get_running_loop()
    ends = loop.time() + END_S
    while left := asyncio.all_tasks() - {asyncio.current_task()}:
        if (rest_s := ends - loop.time()) <= 0:
            break
        await asyncio.wait(left, timeout=rest_s)
