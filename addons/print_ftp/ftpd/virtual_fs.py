"""The folder of a session in the shape that pyftpdlib asks for."""

import io
import os
import stat
import time

from pyftpdlib.exceptions import FilesystemError
from pyftpdlib.filesystems import AbstractedFS

from .errors import Refusal
from .folder import Folder

FOLDER_MODE = stat.S_IFDIR | 0o750
FILE_MODE = stat.S_IFREG | 0o640
HELD_MODE = stat.S_IFREG | 0o440


class VirtualFS(AbstractedFS):
    """Paths are those of the client; nothing here is a path of this machine.

    What the folder refuses is raised as ``FilesystemError``, caused by the
    :class:`Refusal`.
    """

    def __init__(self, root, cmd_channel):
        super().__init__("/", cmd_channel)
        self._folder: Folder = cmd_channel.folder
        self._delete = cmd_channel.delete
        self._rename = cmd_channel.rename

    def ftp2fs(self, ftppath):
        return self.ftpnorm(ftppath)

    def fs2ftp(self, fspath):
        return fspath

    def validpath(self, path):
        return True

    def realpath(self, path):
        return path

    def chdir(self, path):
        if not self.isdir(path):
            raise FilesystemError("No such folder")
        self.cwd = path

    # --- Looking ---

    def listdir(self, path):
        return [entry.name for entry in _asked(self._folder.list, path)]

    def isfile(self, path):
        entry = self._entry(path)
        return bool(entry and not entry.is_folder)

    def isdir(self, path):
        entry = self._entry(path)
        return bool(entry and entry.is_folder)

    def islink(self, path):
        return False

    def lexists(self, path):
        return self._entry(path) is not None

    def getsize(self, path):
        return self.stat(path).st_size

    def getmtime(self, path):
        return self.stat(path).st_mtime

    def stat(self, path):
        return stat_of(_asked(self._folder.stat, path))

    lstat = stat

    def open(self, filename, mode):
        """Open for reading; writing begins by ``begin``."""
        return _Named(_asked(self._folder.open, filename), filename)

    def get_user_by_uid(self, uid):
        return "client"

    def get_group_by_gid(self, gid):
        return "client"

    # --- Changing ---

    def begin(self, path, offset, sent):
        """Open for bytes from ``offset`` on, None for the end; may block.

        :param sent: how the client spelled the name
        :raise Refusal: in its own words
        """
        return self._folder.begin(path, offset, sent)

    def mkstemp(self, suffix="", prefix="", dir="/", mode="wb"):
        """Return a name that is free; nothing is made yet."""
        return _Named(io.BytesIO(), f"{dir.rstrip('/')}/{prefix}{os.urandom(6).hex()}")

    def mkdir(self, path):
        _asked(self._folder.make_folder, path)

    def rmdir(self, path):
        _asked(self._folder.remove_folder, path)

    def remove(self, path):
        if not _asked(self._folder.give_up, path):
            _asked(self._delete, path)

    def rename(self, src, dst):
        _asked(self._rename, src, dst)

    def chmod(self, path, mode):
        raise FilesystemError("Rights are given in the portal")

    def utime(self, path, timeval):
        """Keep the time of arrival: it says when a file came, not when it was made."""

    def _entry(self, path):
        try:
            return self._folder.stat(path)
        except Refusal:
            return None

    # --- Listings ---

    def format_list(self, basedir, listing, ignore_err=True):
        """Yield the lines of LIST, as ``ls -l`` writes them."""
        encode = self.cmd_channel.encode
        for entry in self._entries(basedir, listing, ignore_err):
            info = stat_of(entry)
            when = time.gmtime(info.st_mtime)
            is_recent = time.time() - info.st_mtime < 180 * 24 * 3600
            month = time.strftime("%b", when)
            rest = time.strftime("%H:%M", when) if is_recent else f" {when.tm_year}"
            line = (
                f"{stat.filemode(info.st_mode)}   1 client   client {info.st_size:12}"
                f" {month} {when.tm_mday:2} {rest} {entry.name}\r\n"
            )
            yield encode(line)

    def format_mlsx(self, basedir, listing, perms, facts, ignore_err=True):
        """Yield the lines of MLSD and MLST."""
        encode = self.cmd_channel.encode
        for entry in self._entries(basedir, listing, ignore_err):
            known = {
                "type": "dir" if entry.is_folder else "file",
                "perm": _perm(entry),
                "modify": time.strftime("%Y%m%d%H%M%S", time.gmtime(entry.mtime)),
            }
            if not entry.is_folder:
                known["size"] = entry.size
            told = "".join(f"{fact}={known[fact]};" for fact in facts if fact in known)
            yield encode(f"{told} {entry.name}\r\n")

    def _entries(self, basedir, listing, ignore_err):
        """Yield the entries of names, read in one look at their folder."""
        if len(listing) > 1 or basedir == "/" and not listing:
            known = {entry.name: entry for entry in _asked(self._folder.list, basedir)}
            yield from (known[name] for name in listing if name in known)
            return
        for name in listing:
            try:
                yield _asked(self._folder.stat, os.path.join(basedir, name))
            except FilesystemError:
                if not ignore_err:
                    raise


class _Named:
    """A file with the name that the log has."""

    def __init__(self, file, name):
        self._file = file
        self.name = name

    def __getattr__(self, name):
        return getattr(self._file, name)


def _asked(function, *args):
    try:
        return function(*args)
    except Refusal as refusal:
        raise FilesystemError(str(refusal).rstrip(".")) from refusal


def stat_of(entry):
    if entry.is_folder:
        mode = FOLDER_MODE
    else:
        mode = FILE_MODE if entry.is_writable else HELD_MODE
    times = (entry.mtime, entry.mtime, entry.mtime)
    return os.stat_result((mode, 0, 0, 1, 0, 0, entry.size, *map(int, times)))


def _perm(entry):
    if entry.is_folder:
        return "cdelmp" if entry.is_writable else "el"
    return "adfrw" if entry.is_writable else "r"
