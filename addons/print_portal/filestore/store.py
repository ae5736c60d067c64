"""The tree on disk, and the only way for bytes to get a name in it."""

import fcntl
import os
import stat
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import chain, count
from pathlib import Path

from . import journal
from .digest import Digest
from .errors import (
    BadName,
    FileChanged,
    NoSpace,
    NotStored,
    QuotaExceeded,
    StorageAway,
    UnsafePath,
    WriteFailed,
)
from .journal import Entry, Stored
from .links import link_or_copy
from .paths import clean_folder, clean_name, disk_folder, disk_name, locate, numbered
from .upload import CHUNK, FINAL_MODE, Upload, disk_errors, sync_folder

MARKER = ".print-files"
PARTIALS = ".part"
JOURNAL = ".journal"
CLIENTS = "clients"
OBJECTS = "objects"
ARCHIVES = "archives"
SPARE = ".spare"  # ends the name of an object that is being copied
PARTIAL_MODE = 0o640
FOLDER_MODE = 0o750
FLOOR = 1 << 30  # bytes always left free, so that the database on it can breathe

_durable = set()  # folders that this process has seen on disk


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
        for name in (PARTIALS, JOURNAL, CLIENTS, OBJECTS):
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

    def begin(self, size=None, room=None, is_summed=True) -> Upload:
        """Start an upload.

        :param size: bytes the sender announced, if it did
        :param room: bytes that the client may still add, if that is limited
        :raise StorageAway: if the root is not a store
        :raise QuotaExceeded: if the announced bytes are more than ``room``
        :raise NoSpace: if they would not leave the floor free
        """
        self.check(size or 0, room)
        path = self.root / PARTIALS / uuid.uuid4().hex
        flags = os.O_RDWR | os.O_CREAT | os.O_EXCL
        with disk_errors():
            fd = os.open(path, flags, PARTIAL_MODE)
        return Upload(path, fd, self.free, size, room, is_summed)

    def check(self, size: int, room=None):
        """Refuse ``size`` bytes before the first one is sent; raises as ``begin``."""
        if not self.is_ready():
            raise StorageAway(str(self.root))
        if room is not None and size > room:
            raise QuotaExceeded(room)
        if size >= (free := self.free()):
            raise NoSpace(max(free, 0))

    def resume(self, token: str, size=None, room=None, is_summed=True) -> Upload:
        """Go on with a partial that was closed, or whose writer died or hangs.

        A partial that has all of ``size`` can be committed, also if that was begun
        before, and takes no more bytes.

        :raise NotStored: if there is none, or if it is a complete file by now
        """
        with self._partial(token) as (path, info):
            is_whole = size is not None and info.st_size >= size
            # Killed after the link, before the partial went: this is the client's file.
            is_linked = info.st_nlink > 1 and not is_whole
            if is_linked and _links_without_spare(path) > 1:
                raise NotStored(token)
            if not is_whole:
                path.chmod(PARTIAL_MODE)  # killed when it was sealed
            mode = os.O_RDONLY if is_whole else os.O_RDWR
            fd = os.open(path, mode | os.O_NOFOLLOW)
        return Upload(path, fd, self.free, size, room, is_summed)

    def offset(self, token: str) -> int:
        """Return how many bytes of a partial are here.

        :raise NotStored: if there is none
        """
        with self._partial(token) as (path, _info):
            # Opened, because a network file system may remember an older size.
            fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
            try:
                return os.fstat(fd).st_size
            finally:
                os.close(fd)

    def drop(self, token: str):
        """Remove a partial, or what is left of it; a writer of it is refused then."""
        with suppress(NotStored), self._partial(token) as (path, _info):
            path.unlink()

    @contextmanager
    def _partial(self, token):
        """Give the path and the state of a partial."""
        if not self.is_ready():
            raise StorageAway(str(self.root))
        path = locate(self.root / PARTIALS, token)
        try:
            with disk_errors():
                yield path, path.lstat()
        except WriteFailed as error:
            if isinstance(error.__cause__, FileNotFoundError):
                raise NotStored(token) from error
            raise

    def receive(
        self, client: int, name: str, stream, size=None, room=None, folder="", note=None
    ) -> Stored:
        """Read ``stream`` to its end and keep it as a new file of the client.

        Memory stays flat whatever the size.

        :param client: id of the client's partner
        :param stream: anything with ``read(count)``
        :param folder: of the client's, made if it is new
        :param note: see ``commit``
        :raise StoreError: any of them; then nothing of this upload is left
        """
        name, folder = clean_name(name), clean_folder(folder)
        with self.begin(size, room) as upload:
            while data := stream.read(CHUNK):
                upload.write(data)
            return self.commit(upload, client, name, folder, note=note)

    def commit(
        self,
        upload: Upload,
        client: int,
        name: str,
        folder: str = "",
        replace=False,
        note: dict | None = None,
    ) -> Stored:
        """Give a complete upload its name, after its bytes are durable.

        Sync the bytes, then name them, then sync the folder, then write the journal:
        killed at any moment, a name in the tree always means a complete file. The
        partial stays: whoever was killed meanwhile commits it again, and gets the name
        that it had got. A taken name becomes ``name (2)``; with ``replace`` it passes
        to the new bytes, and whoever else holds the old ones keeps them.

        :param note: kept in the journal until ``settle``, for whoever may not live to
            write a record: who sent it, and what else the record needs (plain values)
        :raise SizeMismatch: if fewer bytes arrived than were announced
        :raise WriteFailed: if the disk refuses; then nothing was named, or with
            ``replace`` or ``note`` perhaps already, but never anything incomplete
        """
        name, folder = clean_name(name), clean_folder(folder)
        digest = upload.seal()
        home = self._home(client, folder)
        with disk_errors(), upload.sealed() as info:
            if replace:
                path = self._replace(upload.path, home, name)
            else:
                given = info.st_nlink > 1 and self._find_given(home, name, info)
                name, path = given or self._name(upload.path, home, name)
                _sync_or_undo(home, path)
        stored = self._stored(path, name, folder, digest)
        if note is not None:
            notes = self._folder(JOURNAL)
            journal.write(notes, Entry(client, stored, note))
            with disk_errors():
                sync_folder(notes)
        return stored

    def _stored(self, path, name, folder, digest):
        with disk_errors():
            info = path.lstat()
        relative = path.relative_to(self.root.resolve()).as_posix()
        stamp = stamp_of(info)
        sums = (digest.sha256, digest.crc32) if digest else ("", "")
        return Stored(relative, name, info.st_size, sums[0], stamp, sums[1], folder)

    def _replace(self, source, home, name):
        """Let ``name`` pass to the bytes of ``source``; return its path."""
        path, spare = locate(home, disk_name(name)), _spare_of(source)
        if path.is_dir():
            raise BadName(name, "taken")
        spare.unlink(missing_ok=True)
        os.link(source, spare)
        try:
            os.replace(spare, path)
        finally:
            # Where both are one file already, nothing was replaced.
            spare.unlink(missing_ok=True)
        sync_folder(home)
        return path

    def _name(self, source, home, name):
        """Link ``source`` under the first free form of ``name``; return name, path.

        A link, unlike a rename, never takes a name from somebody else: two uploads of
        one name, or of two names that are one on disk, stay two files.
        """
        for number in count(self._find_free(home, name)):
            candidate = numbered(name, number)
            path = locate(home, disk_name(candidate))
            try:
                os.link(source, path)
            except FileExistsError:
                continue
            return candidate, path

    def _find_given(self, home, name, info):
        """Return the name and the path that these bytes were given before, if any."""
        with os.scandir(home) as entries:
            names = {entry.name: entry.inode() for entry in entries}
        # Lower numbers may be free by now, of files that were removed since.
        for number in range(1, 2 * len(names) + 1000):
            candidate = numbered(name, number)
            if names.get(disk_name(candidate)) == info.st_ino:
                return candidate, locate(home, disk_name(candidate))
        return None

    def _find_free(self, home, name):
        """Return a number with which ``name`` is free, at the moment.

        In steps that double, then halve: a client may have thousands of one name.
        """

        def is_taken(number):
            return os.path.lexists(home / disk_name(numbered(name, number)))

        low, high = 0, 1
        while is_taken(high):
            low, high = high, high * 2
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if is_taken(middle) else (low, middle)
        return high

    def _home(self, client, folder):
        """Return a folder of a client, made if it is new.

        :raise BadName: if one of its steps is a file
        """
        steps = disk_folder(folder).split("/") if folder else ()
        return self._folder(CLIENTS, str(client), *steps)

    def _folder(self, *steps):
        """Return a folder of the tree, made durable with all above it."""
        folder = locate(self.root, "/".join(steps))
        if folder in _durable and folder.is_dir():
            return folder
        if len(steps) > 1:
            self._folder(*steps[:-1])
        with disk_errors():
            try:
                folder.mkdir(mode=FOLDER_MODE, exist_ok=True)
            except FileExistsError as error:
                raise BadName(steps[-1], "taken") from error
            sync_folder(folder.parent)
        _durable.add(folder)
        return folder

    # What was promised

    def journal(self, min_age_s: float = 1800) -> Iterator[Entry]:
        """Yield the commits that nobody has settled.

        :param min_age_s: a younger one may be about to be; less than in ``compare``,
            which would take the file of a younger promise for one of nobody
        """
        return journal.read(self.root / JOURNAL, min_age_s)

    def settle(self, stored: Stored):
        """Forget what was noted of a file: it has its record, or is gone."""
        with disk_errors():
            journal.forget(self.root / JOURNAL, stored)

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
        return self.sums(relative).sha256

    def sums(self, relative: str) -> Digest:
        """Return the digest of a stored file; reads all of it."""
        digest = Digest()
        with disk_errors(), self.path(relative).open("rb") as file:
            while data := file.read(CHUNK):
                digest.update(data)
        return digest

    def keep(self, stored: Stored) -> str:
        """Hold the bytes of a client's file for an order; return the object's path.

        A hard link: no copy, and neither replacing nor removing the client's file
        reaches it. Asking twice gives the same object. Where the disk cannot link, a
        copy.

        :raise FileChanged: if the path has other bytes by now
        :raise NotStored: if it has none
        """
        source = self.path(stored.path)
        folder = self._folder(OBJECTS, stored.sha256[:2])
        target = folder / stored.sha256
        with disk_errors(), self._held(source) as held:
            # Looked at through our own link: the name may pass to others meanwhile.
            if stamp_of(held.lstat()) != stored.stamp:
                raise FileChanged(stored.path)
            if not self._is_held(target, stored):
                self._hold(held, folder, target)
        return target.relative_to(self.root.resolve()).as_posix()

    def hold(self, stream) -> Stored:
        """Hold bytes that we have made for an order; no client's folder has them.

        Memory stays flat whatever the size. The same bytes are held once.

        :param stream: anything with ``read(count)``
        :return: path and sums of the object; its name is the caller's to give
        :raise StoreError: any of them; then nothing is left
        """
        with self.begin() as upload:
            while data := stream.read(CHUNK):
                upload.write(data)
            digest = upload.seal()
            folder = self._folder(OBJECTS, digest.sha256[:2])
            target = folder / digest.sha256
            with disk_errors(), upload.sealed():
                if not target.exists():
                    self._hold(upload.path, folder, target)
        return self._stored(target, target.name, "", digest)

    @contextmanager
    def _held(self, source):
        """Give a name of our own for the bytes that lie under ``source`` now."""
        held = self.root / PARTIALS / uuid.uuid4().hex
        link_or_copy(source, held)
        try:
            yield held
        finally:
            held.unlink(missing_ok=True)

    def _is_held(self, target, stored):
        if not target.exists():
            return False
        if target.lstat().st_size != stored.size:
            raise FileChanged(f"{OBJECTS}/{stored.sha256}")
        return True

    def _hold(self, held, folder, target):
        """Make an object of ``held``; a copy gets its name when it is complete."""
        spare = target.with_name(f"{held.name}{SPARE}")
        link_or_copy(held, spare)
        try:
            spare.chmod(FINAL_MODE)  # an adopted file may have another
            # Whoever was faster has put the same bytes there.
            os.rename(spare, target)
        finally:
            spare.unlink(missing_ok=True)
        _sync_or_undo(folder, target)

    def give_back(self, held: str, client: int, name: str, folder="") -> Stored:
        """Put bytes that an order holds into the client's folder again.

        A hard link, no copy; a taken name is numbered.

        :param held: path of the object, as ``keep`` has returned it
        :raise NotStored: if it is gone
        """
        source = self.path(held)
        name, folder = clean_name(name), clean_folder(folder)
        path, name = self._name_again(source, client, name, folder)
        info = path.lstat()
        relative = path.relative_to(self.root.resolve()).as_posix()
        size, stamp = info.st_size, stamp_of(info)
        return Stored(relative, name, size, source.name, stamp, folder=folder)

    def rename(self, relative: str, client: int, name: str, folder="") -> Stored:
        """Give a client's file another name as well, numbered if it is taken.

        Two steps, so that the bytes have a name at each moment: this one, then, when
        the new name is recorded, ``remove`` for the old one.

        :return: path, name, folder, size and stamp; the sums are the caller's to know
        :raise NotStored: if it is gone
        """
        source = self.path(relative)
        name, folder = clean_name(name), clean_folder(folder)
        path, name = self._name_again(source, client, name, folder)
        info = path.lstat()
        relative = path.relative_to(self.root.resolve()).as_posix()
        return Stored(relative, name, info.st_size, "", stamp_of(info), folder=folder)

    def _name_again(self, source, client, name, folder):
        """Link or copy a stored file into a client's folder; return path, name."""
        home = self._home(client, folder)
        with disk_errors(), self._held(source) as held:
            name, path = self._name(held, home, name)
            _sync_or_undo(home, path)
        return path, name

    # Made by us

    def make(self, name: str, size: int, write) -> str:
        """Keep an archive that ``write`` writes, whole or not at all; return its path.

        Its name appears when its bytes are durable, and passes to them from those that
        had it before.

        :param name: a name of ours, unlike those of clients
        :param size: bytes that it takes at most
        :param write: called with a file that is open for writing
        :raise NoSpace: if they would not leave the floor free
        :raise WriteFailed: if the disk refuses; then nothing is left
        """
        self.check(size)
        home = self._folder(ARCHIVES)
        target = locate(home, name)
        spare = self.root / PARTIALS / uuid.uuid4().hex
        try:
            with disk_errors():
                with spare.open("xb") as file:
                    write(file)
                    file.flush()
                    os.fchmod(file.fileno(), FINAL_MODE)
                    os.fsync(file.fileno())
                os.replace(spare, target)
                sync_folder(home)
        finally:
            spare.unlink(missing_ok=True)
        return target.relative_to(self.root.resolve()).as_posix()

    def made(self, older_than_s: float = 0) -> Iterator[str]:
        """Yield the paths of the archives that are so many seconds old."""
        oldest = time.time() - older_than_s
        for path in sorted((self.root / ARCHIVES).glob("*")):
            with suppress(FileNotFoundError):  # it was just removed
                if path.lstat().st_mtime <= oldest:
                    yield f"{ARCHIVES}/{path.name}"

    def unmake(self, relative: str):
        """Remove an archive; who is fetching it gets the rest of it.

        :raise UnsafePath: if it is none
        """
        path = locate(self.root, relative)
        if path.parent != self.root.resolve() / ARCHIVES:
            raise UnsafePath(relative)
        with disk_errors():
            path.unlink(missing_ok=True)

    # Bytes go

    def remove(self, relative: str, stamp: str | None = None):
        """Remove a client's file; what an order holds of it stays.

        :param stamp: of the bytes that are meant; others under their name stay
        :raise UnsafePath: if it is not in a client's folder
        """
        path = locate(self.root, relative)
        if self.root.resolve() / CLIENTS not in path.parents:
            raise UnsafePath(relative)
        with disk_errors(), suppress(FileNotFoundError):
            if stamp in (None, stamp_of(path.lstat())):
                path.unlink()
                sync_folder(path.parent)

    def sweep(self, older_than_s: float) -> int:
        """Remove partials not written to for so many seconds; return how many.

        Copies of objects that were broken off go as well.
        """
        oldest = time.time() - older_than_s
        removed = 0
        spares = (self.root / OBJECTS).glob(f"*/*{SPARE}")
        for path in chain((self.root / PARTIALS).iterdir(), spares):
            with suppress(FileNotFoundError):  # it was just committed
                info = path.lstat()
                # What has another name may be older than our link to it.
                written = info.st_ctime if info.st_nlink > 1 else info.st_mtime
                if written < oldest:
                    path.unlink()
                    removed += 1
        return removed


def stamp_of(info: os.stat_result) -> str:
    """Return what tells one state of a file from another: size and time of writing."""
    return f"{info.st_size:x}-{info.st_mtime_ns:x}"


def _spare_of(partial: Path) -> Path:
    """Return the second name that a partial has while it takes the place of a file."""
    return partial.with_suffix(".new")


def _links_without_spare(partial: Path) -> int:
    """Remove the second name that a killed process left; return how many names stay.

    A living one that is about to pass the name over is waited for.
    """
    fd = os.open(partial, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        fcntl.flock(fd, fcntl.LOCK_SH)
        _spare_of(partial).unlink(missing_ok=True)
        return os.fstat(fd).st_nlink
    finally:
        os.close(fd)


def _sync_or_undo(folder: Path, path: Path):
    """Make the new name ``path`` durable, or take it back."""
    try:
        sync_folder(folder)
    except OSError:
        path.unlink()
        raise
