"""What one session sees: the client's folder, and shelves with what belongs to orders.

Paths are absolute and normalised, ``/`` or ``/a/b``, in the client's spelling. Shelves
come from the gate (``/orders/i-000123``, ``/ready``): folders that are not on disk,
with files that are. They lie over the real folders; a real folder of that name still
shows what is in it. What we have to say of a file is a small text beside it.
"""

import os
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import BinaryIO

from . import incoming
from .errors import Refusal
from .incoming import Incoming, Sender
from .names import Spelling
from .partials import Partials, shown_size
from .storage import Storage

SAID = ".check.txt"  # ends the name of a text about a file


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a listing; ``mtime`` in seconds since 1970."""

    name: str
    size: int = 0
    mtime: float = 0.0
    is_folder: bool = False
    is_partial: bool = False
    is_writable: bool = True


@dataclass(frozen=True, slots=True)
class Held:
    """A file that the gate shows: where its bytes are, or, without a path, which."""

    path: Path | None
    size: int
    mtime: float
    content: bytes = b""


@dataclass(frozen=True, slots=True)
class Shelf:
    """A folder that the gate makes; an open one takes uploads."""

    path: str
    files: dict[str, Held] = field(default_factory=dict)
    is_open: bool = False
    mtime: float = 0.0


@dataclass(frozen=True, slots=True)
class Sight:
    """What an account sees beside, and less than, what lies in the client's folder.

    ``hidden`` are paths in the folder that are none of its business: files of another
    branch, and what stands on a shelf. ``said`` are texts about files, by the paths of
    these; each is seen beside its file as ``NAME.check.txt``, and only with it.
    """

    shelves: dict[str, Shelf] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    said: dict[str, Held] = field(default_factory=dict)


def _anything(path):
    """What an account may replace if nobody else is asked."""


class Folder:
    """The folder of one client, as one account sees it.

    :param sight: returns the :class:`Sight` of the account, at once: who may block
        fetches it before
    :param check_replace: raises a :class:`Refusal` if the complete file at a path is
        not for the account to replace; may block
    :param is_closed: whether the account only looks
    """

    def __init__(
        self,
        storage: Storage,
        sender: Sender,
        sight: Callable[[], Sight] = Sight,
        check_replace: Callable[[str], None] = _anything,
        is_closed: bool = False,
    ):
        self._storage = storage
        self._sender = sender
        self._sight = sight
        self._check_replace = check_replace
        self._is_closed = is_closed
        self._partials = Partials(storage.root, sender.client)

    # --- Looking ---

    def list(self, path: str) -> list[Entry]:
        """Return what is in a folder, by name.

        :raise Refusal: if there is no such folder
        """
        if not self.stat(path).is_folder:
            raise Refusal("missing", "No such folder.")
        hidden, base = self._sight().hidden, path.rstrip("/")
        found = {
            entry.name: entry
            for entry in self._disk(path)
            if f"{base}/{entry.name}" not in hidden
        }
        for entry in self._unfinished(path):
            found[entry.name] = entry
        for entry in self._shelved(path):
            found.setdefault(entry.name, entry)
        for entry in self._said(base, tuple(found.values())):
            found.setdefault(entry.name, entry)
        return [found[name] for name in sorted(found)]

    def stat(self, path: str) -> Entry:
        """Return one entry.

        :raise Refusal: if there is none
        """
        name = path.rpartition("/")[2]
        if path == "/":
            return Entry("/", is_folder=True)
        self._check_seen(path)
        if partial := self._partials.find(*_split(path)):
            entry = self._of_partial(partial)
            if entry:
                return entry
        if entry := self._of_disk(self._real(path), name):
            return entry
        shelves = self._shelves()
        if path in shelves or any(each.startswith(f"{path}/") for each in shelves):
            is_open = self._is_open(path)
            return Entry(name, 0, self._newest(path), True, is_writable=is_open)
        if held := self._held(path):
            return Entry(name, held.size, held.mtime, is_writable=False)
        raise Refusal("missing", "No such file.")

    def open(self, path: str) -> BinaryIO:
        """Open a complete or an unfinished file for reading.

        :raise Refusal: if there is none
        """
        entry = self.stat(path)
        if entry.is_folder:
            raise Refusal("missing", "This is a folder.")
        if entry.is_partial:
            source = self._storage.root / ".part" / self._find(path).token
        elif not entry.is_writable:
            held = self._held(path)
            if held.path is None:
                return _spool(held.content)
            source = held.path
        else:
            source = self._real(path)
        try:
            fd = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except OSError as error:
            raise Refusal("missing", "No such file.") from error
        return open(fd, "rb")

    # --- Changing what is not on record yet ---

    def begin(
        self, path: str, offset: int | None, sent: Spelling | None = None
    ) -> Incoming:
        """Open a file for bytes from ``offset`` on, None for its end; may block.

        :param sent: how the client's program spelled the name
        :raise Refusal: if it cannot be written
        """
        folder, name = _split(path)
        if not self._is_open("/" + folder):
            raise Refusal("closed", "Nothing can be put into this folder.")
        if self._is_folder(path):
            raise Refusal("exists", "A folder has this name.")
        if path in self._sight().hidden:
            raise Refusal("exists", "A file that you do not see has this name.")
        if folder and not self._is_folder("/" + folder):
            raise Refusal("missing", "No such folder.")
        if self._find_said(path) and not self._of_disk(self._real(path), name):
            raise Refusal("exists", "We tell about a file under this name.")

        def check():
            if self._of_disk(self._real(path), name):
                self._check_replace(path)

        return incoming.begin(
            self._storage, self._sender, folder, name, offset, check, sent
        )

    def check_own(self, path: str):
        """Refuse to change what is not a file of the client on disk."""
        self._check_open()
        entry = self.stat(path)
        if entry.is_folder or not entry.is_writable:
            raise Refusal("closed", "This belongs to an order, or is a folder.")

    def check_place(self, path: str):
        """Refuse to put a file where nothing can be put."""
        if not self._is_open("/" + _split(path)[0]):
            raise Refusal("closed", "Nothing can be put into this folder.")

    def give_up(self, path: str) -> bool:
        """Drop what is unfinished under a name; return whether there was any.

        :raise Refusal: if the account only looks
        """
        self._check_open()
        if partial := self._find(path):
            self._partials.forget(partial)
            self._storage.drop(partial.token)
        return bool(partial)

    def move_unfinished(self, path: str, new: str) -> bool:
        """Give an unfinished file another name; return whether it was one.

        :raise Refusal: if it cannot have that name
        """
        self._check_open()
        partial = self._find(path)
        if not partial or not self._of_partial(partial):
            return False
        folder, name = _split(new)
        if self._exists(new) or not self._is_open("/" + folder):
            raise Refusal("exists", "The name is taken.")
        name = self._storage.clean(name)
        self._partials.put(replace(partial, folder=folder, name=name))
        self._partials.forget(partial)
        return True

    def make_folder(self, path: str):
        """Make a folder on disk.

        :raise Refusal: if the name is taken or not to be had
        """
        above, name = _split(path)
        if self._exists(path):
            raise Refusal("exists", "The name is taken.")
        if not self._is_open("/" + above) or not self._is_folder("/" + above):
            raise Refusal("closed", "No folder can be made here.")
        if path in self._sight().hidden:
            raise Refusal("exists", "The name is taken.")
        self._storage.clean(name)
        self._real(path).mkdir(mode=0o750, parents=True)

    def remove_folder(self, path: str):
        """Remove an empty folder.

        :raise Refusal: if there is none, or something is in it
        """
        self._check_open()
        if not self._is_folder(path) or path == "/" or path in self._shelves():
            raise Refusal("closed", "This folder cannot be removed.")
        if self.list(path):
            raise Refusal("closed", "The folder is not empty.")
        try:
            self._real(path).rmdir()
        except OSError as error:
            raise Refusal("closed", "The folder is not empty.") from error

    # --- Inside ---

    def _check_open(self):
        if self._is_closed:
            raise Refusal("closed", "You may look at these files, not change them.")

    def _shelves(self):
        return self._sight().shelves

    def _check_seen(self, path):
        if path in self._sight().hidden:
            raise Refusal("missing", "No such file.")

    def _find(self, path):
        return self._partials.find(*_split(path))

    def _exists(self, path):
        try:
            return bool(self.stat(path))
        except Refusal:
            return False

    def _is_folder(self, path):
        try:
            return self.stat(path).is_folder
        except Refusal:
            return False

    def _is_open(self, path):
        """Whether files can be put into a folder: shelves take what they ask for."""
        shelves = self._shelves()
        if self._is_closed:
            return False
        if path in shelves:
            return shelves[path].is_open
        return not any(each.startswith(f"{path}/") for each in shelves) or path == "/"

    def _real(self, path):
        """Return where a path lies on disk; no step of it may be a link."""
        home = self._storage.home(self._sender.client)
        steps = [self._storage.on_disk(step) for step in path.split("/") if step]
        real = home.joinpath(*steps)
        for part in (real, *real.parents):
            if part == self._storage.root:
                return real
            if part.is_symlink():
                break
        raise Refusal("missing", "No such file.")

    def _disk(self, path):
        try:
            with os.scandir(self._real(path)) as entries:
                found = [(entry.name, entry.path) for entry in entries]
        except (FileNotFoundError, NotADirectoryError):
            return
        for name, place in found:
            if entry := self._of_disk(Path(place), self._partials.get_name(name)):
                yield entry

    def _of_disk(self, place, name):
        try:
            info = place.lstat()
        except (OSError, ValueError):
            return None
        if stat.S_ISDIR(info.st_mode):
            return Entry(name, mtime=info.st_mtime, is_folder=True)
        if stat.S_ISREG(info.st_mode):
            return Entry(name, info.st_size, info.st_mtime)
        return None

    def _unfinished(self, path):
        for partial in self._partials.list(path.strip("/")):
            if entry := self._of_partial(partial):
                yield entry

    def _of_partial(self, partial):
        place = self._storage.root / ".part" / partial.token
        try:
            info = place.lstat()
        except OSError:
            return None
        size = shown_size(info.st_size)
        return Entry(partial.name, size, info.st_mtime, is_partial=True)

    def _shelved(self, path):
        base = "/" if path == "/" else f"{path}/"
        shelves = self._shelves()
        for each in shelves:
            if each.startswith(base) and each != path:
                step = each[len(base) :].partition("/")[0]
                newest = self._newest(base + step)
                yield Entry(step, 0, newest, is_folder=True, is_writable=False)
        if path in shelves:
            for name, held in shelves[path].files.items():
                yield Entry(name, held.size, held.mtime, is_writable=False)

    def _newest(self, path):
        """Return the time of the newest shelf at or below a path."""
        return max(
            (
                shelf.mtime
                for each, shelf in self._shelves().items()
                if each == path or each.startswith(f"{path}/")
            ),
            default=0.0,
        )

    def _held(self, path):
        above, _slash, name = path.rpartition("/")
        shelf = self._shelves().get(above or "/")
        on_shelf = shelf.files.get(name) if shelf else None
        return on_shelf or self._find_said(path)

    def _said(self, base, entries):
        """Yield the texts about the files among ``entries``."""
        said = self._sight().said
        for entry in entries:
            held = said.get(f"{base}/{entry.name}")
            if held and not entry.is_folder and not entry.is_partial:
                name = entry.name + SAID
                yield Entry(name, held.size, held.mtime, is_writable=False)

    def _find_said(self, path):
        """Return the text that stands at a path, if the file is there that it is of."""
        about = path.removesuffix(SAID)
        held = self._sight().said.get(about) if about != path else None
        return held if held and self._exists(about) else None


def _spool(content):
    """Return a file with these bytes, one that the kernel can send, without a name."""
    fd, path = tempfile.mkstemp()
    os.unlink(path)
    os.write(fd, content)
    os.lseek(fd, 0, os.SEEK_SET)
    return open(fd, "rb")


def path_of(stored) -> str:
    """Return where a file that the store has taken is seen."""
    return f"/{stored.folder}/{stored.name}" if stored.folder else f"/{stored.name}"


def _split(path):
    """Return folder and name of a path, the folder as records have it."""
    above, _slash, name = path.rpartition("/")
    return above.strip("/"), name
