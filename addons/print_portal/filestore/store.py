"""The tree on disk, and the only way for bytes to get a name in it."""

import hashlib
import os
import stat
import time
import uuid
from contextlib import suppress
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from .errors import (
    FileChanged,
    NoSpace,
    NotStored,
    QuotaExceeded,
    StorageAway,
    UnsafePath,
)
from .paths import clean_name, disk_name, locate, numbered
from .upload import FINAL_MODE, Upload, disk_errors

MARKER = ".print-files"
PARTIALS = ".part"
CLIENTS = "clients"
OBJECTS = "objects"
PARTIAL_MODE = 0o640
FOLDER_MODE = 0o750
CHUNK = 1 << 20  # bytes read from a sender at a time
FLOOR = 1 << 30  # bytes always left free, so that the database on it can breathe


@dataclass(frozen=True, slots=True)
class Stored:
    """A complete file, durable on disk.

    ``path`` is relative to the root, ``name`` is the client's, ``size`` in bytes.
    ``stamp`` changes whenever other bytes take the path.
    """

    path: str
    name: str
    size: int
    sha256: str
    stamp: str


class Store:
    """The client files below ``root``."""

    def __init__(self, root, floor: int = FLOOR):
        """:param floor: bytes of the disk that uploads never use"""
        self.root = Path(root)
        self.floor = floor

    def prepare(self):
        """Make the tree. Call it once for a new root, never for a mount that is away:
        it would fill the disk below the mount point.
        """
        for name in (PARTIALS, CLIENTS, OBJECTS):
            (self.root / name).mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
        (self.root / MARKER).touch(mode=FINAL_MODE)
        sync_folder(self.root)

    def is_ready(self) -> bool:
        """Whether the root is a prepared store, mounted."""
        return (self.root / MARKER).is_file()

    def free(self) -> int:
        """Return how many bytes uploads may still use; below zero under the floor."""
        disk = os.statvfs(self.root)
        return disk.f_bavail * disk.f_frsize - self.floor

    # Bytes come in

    def begin(self, size=None, room=None) -> Upload:
        """Start an upload.

        :param size: bytes the sender announced, if it did
        :param room: bytes that the client may still add, if that is limited
        :raise StorageAway: if the root is not a store
        :raise QuotaExceeded: if the announced bytes are more than ``room``
        :raise NoSpace: if they would not leave the floor free
        """
        self.check(size or 0, room)
        path = self.root / PARTIALS / uuid.uuid4().hex
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND
        with disk_errors():
            fd = os.open(path, flags, PARTIAL_MODE)
        return Upload(path, fd, self.free, size, room)

    def check(self, size: int, room=None):
        """Refuse ``size`` bytes before the first one is sent; raises as ``begin``."""
        if not self.is_ready():
            raise StorageAway(str(self.root))
        if room is not None and size > room:
            raise QuotaExceeded(room)
        if size >= (free := self.free()):
            raise NoSpace(max(free, 0))

    def resume(self, token: str, size=None, room=None) -> Upload:
        """Go on with a partial that was closed, or whose writer died.

        One writer at a time: the caller sees to that.

        :raise NotStored: if there is none, or if it has been committed
        """
        if not self.is_ready():
            raise StorageAway(str(self.root))
        path = locate(self.root / PARTIALS, token)
        try:
            # Killed after the link, before the partial went: this is the complete file.
            if path.lstat().st_nlink > 1:
                raise NotStored(token)
            path.chmod(PARTIAL_MODE)
            fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW)
        except OSError as error:
            raise NotStored(token) from error
        return Upload(path, fd, self.free, size, room)

    def receive(self, client: int, name: str, stream, size=None, room=None) -> Stored:
        """Read ``stream`` to its end and keep it as a new file of the client.

        Memory stays flat whatever the size.

        :param client: id of the client's partner
        :param stream: anything with ``read(count)``
        :raise StoreError: any of them; then nothing of this upload is left
        """
        name = clean_name(name)
        with self.begin(size, room) as upload:
            while data := stream.read(CHUNK):
                upload.write(data)
            return self.commit(upload, client, name)

    def commit(self, upload: Upload, client: int, name: str, replace=False) -> Stored:
        """Give a complete upload its name, after its bytes are durable.

        Sync the bytes, then name them, then sync the folder: killed at any moment, a
        name in the tree always means a complete file. A taken name becomes
        ``name (2)``; with ``replace`` it passes to the new bytes, and whoever else
        holds the old ones keeps them.

        :raise SizeMismatch: if fewer bytes arrived than were announced
        :raise WriteFailed: if the disk refuses; then nothing was named, or with
            ``replace`` perhaps already, but never anything incomplete
        """
        name = clean_name(name)
        sha256 = upload.seal()
        folder = self._folder(CLIENTS, str(client))
        with disk_errors():
            if replace:
                path = locate(folder, disk_name(name))
                os.replace(upload.path, path)
                sync_folder(folder)
            else:
                name, path = self._link_free(upload.path, folder, name)
                _sync_or_undo(folder, path)
            info = path.lstat()
        upload.discard()
        relative = path.relative_to(self.root.resolve()).as_posix()
        return Stored(relative, name, info.st_size, sha256, stamp_of(info))

    def _link_free(self, source, folder, name):
        """Link ``source`` under the first free form of ``name``; return name, path.

        A link, unlike a rename, never takes a name from somebody else: two uploads of
        one name, or of two names that are one on disk, stay two files.
        """
        for number in count(1):
            candidate = numbered(name, number)
            path = locate(folder, disk_name(candidate))
            try:
                os.link(source, path)
            except FileExistsError:
                continue
            return candidate, path

    def _folder(self, *steps):
        """Return a folder of the tree, made durable if it is new."""
        folder = locate(self.root, "/".join(steps))
        with disk_errors():
            if not folder.is_dir():
                folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
                sync_folder(folder.parent)
        return folder

    # Bytes are there

    def path(self, relative: str) -> Path:
        """Return the absolute path of a stored file.

        :raise NotStored: if there is no regular file
        :raise UnsafePath: if it would lead out of the tree
        """
        path = locate(self.root, relative)
        try:
            if stat.S_ISREG(path.lstat().st_mode):
                return path
        except OSError:
            pass
        raise NotStored(relative)

    def stamp(self, relative: str) -> str:
        """Return the stamp of a stored file, to compare with ``Stored.stamp``."""
        return stamp_of(self.path(relative).lstat())

    def digest(self, relative: str) -> str:
        """Return the SHA-256 of a stored file; reads all of it."""
        with self.path(relative).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()

    def keep(self, stored: Stored) -> str:
        """Hold the bytes of a client's file for an order; return the object's path.

        A hard link: no copy, and neither replacing nor removing the client's file
        reaches it. Asking twice gives the same object.

        :raise FileChanged: if the path has other bytes by now
        :raise NotStored: if it has none
        """
        source = self.path(stored.path)
        folder = self._folder(OBJECTS, stored.sha256[:2])
        target = folder / stored.sha256
        held = self.root / PARTIALS / uuid.uuid4().hex
        with disk_errors():
            os.link(source, held)
            try:
                # Looked at through our own link: the name may pass to others meanwhile.
                if stamp_of(held.lstat()) != stored.stamp:
                    raise FileChanged(stored.path)
                try:
                    os.link(held, target)
                except FileExistsError:
                    if target.lstat().st_size != stored.size:
                        raise FileChanged(f"{OBJECTS}/{stored.sha256}") from None
                else:
                    target.chmod(FINAL_MODE)  # an adopted file may have another
                    _sync_or_undo(folder, target)
            finally:
                held.unlink()
        return target.relative_to(self.root.resolve()).as_posix()

    def give_back(self, held: str, client: int, name: str) -> Stored:
        """Put bytes that an order holds into the client's folder again.

        A hard link, no copy; a taken name is numbered.

        :param held: path of the object, as ``keep`` has returned it
        :raise NotStored: if it is gone
        """
        source = self.path(held)
        name = clean_name(name)
        folder = self._folder(CLIENTS, str(client))
        with disk_errors():
            name, path = self._link_free(source, folder, name)
            _sync_or_undo(folder, path)
            info = path.lstat()
        relative = path.relative_to(self.root.resolve()).as_posix()
        return Stored(relative, name, info.st_size, source.name, stamp_of(info))

    def remove(self, relative: str):
        """Remove a client's file; what an order holds of it stays.

        :raise UnsafePath: if it is not in a client's folder
        """
        path = locate(self.root, relative)
        if self.root.resolve() / CLIENTS not in path.parents:
            raise UnsafePath(relative)
        with disk_errors(), suppress(FileNotFoundError):
            path.unlink()
            sync_folder(path.parent)

    def sweep(self, older_than_s: float) -> int:
        """Remove partials not written to for so many seconds; return how many."""
        oldest = time.time() - older_than_s
        removed = 0
        for path in (self.root / PARTIALS).iterdir():
            with suppress(FileNotFoundError):  # it was just committed
                if path.lstat().st_mtime < oldest:
                    path.unlink()
                    removed += 1
        return removed


def stamp_of(info: os.stat_result) -> str:
    """Return what tells one state of a file from another: size and time of writing."""
    return f"{info.st_size:x}-{info.st_mtime_ns:x}"


def sync_folder(folder: Path):
    """Make the names in a folder durable."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _sync_or_undo(folder: Path, path: Path):
    """Make the new name ``path`` durable, or take it back."""
    try:
        sync_folder(folder)
    except OSError:
        path.unlink()
        raise
