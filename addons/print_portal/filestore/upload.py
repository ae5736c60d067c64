"""One file on its way in."""

import errno
import fcntl
import os
import stat
from contextlib import contextmanager, suppress
from pathlib import Path

from .digest import Digest, paused
from .errors import (
    FileChanged,
    NoSpace,
    NotStored,
    OffsetMismatch,
    QuotaExceeded,
    SizeMismatch,
    WriteFailed,
)

CHECK_SPACE_EVERY = 64 << 20  # bytes
CHUNK = 1 << 20  # bytes read at a time
FINAL_MODE = 0o440
# Full, over the quota of the disk, over the largest file that it can hold.
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class Upload:
    """A partial file: bytes are added at its end until it is sealed.

    Made by ``Store.begin`` and ``Store.resume``. Leaving the ``with`` block removes
    the partial (a committed file has its own name by then); ``pause`` keeps it for
    another day.

    Several processes, on several machines, may have one partial open: a sender whose
    connection broke is back before the server has noticed that it did. Each write is
    made under a lock, at the offset where this writer believes the end to be, and is
    refused if the end is elsewhere: the first one to write goes on, all others stop.
    The lock is held for one write only, so a sender who hangs keeps nobody out.
    """

    def __init__(self, path: Path, fd: int, free, size=None, room=None, is_summed=True):
        """Write to ``fd``, whose file is ``path``.

        :param fd: open for reading, and for writing unless all bytes are here
        :param free: returns the bytes that may still be written to this disk
        :param size: bytes the sender announced, if it did
        :param room: bytes that the client may still add, if that is limited
        :param is_summed: whether to take the digest on the way; who has many senders
            in one loop leaves it to whoever makes the record
        """
        self.token = path.name
        self.path = path
        self.size = size
        self._fd = fd
        self._free = free
        self._room = room
        self._unchecked = 0
        self._is_synced = True
        self.received = os.fstat(fd).st_size
        # Of a partial that another process began nobody knows the digest: it is read
        # once at the end, for reading it at each piece would cost the square of it.
        self._is_summed = is_summed
        known = paused.take(self.token, self.received)
        self._digest = known or (None if self.received else Digest())
        if not is_summed:
            self._digest = None

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.discard()

    def append(self, offset: int, data: bytes) -> int:
        """Add ``data``, the bytes from ``offset`` on, and return the next offset.

        :raise OffsetMismatch: if other bytes than these come next
        """
        self.expect(offset)
        return self.write(data)

    def expect(self, offset: int):
        """Refuse bytes from ``offset`` on, unless they are the next ones.

        :raise OffsetMismatch: if they are not
        """
        if offset != self.received:
            raise OffsetMismatch(offset, self.received)

    def write(self, data: bytes) -> int:
        """Add ``data`` at the end and return how many bytes are here by now.

        :raise SizeMismatch: if that is more than was announced
        :raise QuotaExceeded: if that is more than the client has room for
        :raise OffsetMismatch: if somebody else has added to it meanwhile
        :raise NotStored: if it was committed or removed meanwhile
        :raise NoSpace: if the disk is full, or nearly
        :raise WriteFailed: if the disk refuses
        """
        total = self.received + len(data)
        if self.size is not None and total > self.size:
            raise SizeMismatch(self.size, total)
        if self._room is not None and total > self._room:
            raise QuotaExceeded(self._room)
        self._check_space(len(data))
        view = memoryview(data)
        with disk_errors(), self._alone() as info:
            self._check_end(info)
            while view:
                written = os.pwrite(self._fd, view, self.received)
                self._is_synced = False
                if self._digest:
                    self._digest.update(view[:written])
                self.received += written
                view = view[written:]
        return self.received

    def _check_space(self, count):
        self._unchecked += count
        if self._unchecked >= CHECK_SPACE_EVERY:
            self._unchecked = 0
            if (free := self._free()) <= 0:
                raise NoSpace(free)

    @contextmanager
    def _alone(self):
        """Keep every other writer out, for a moment; give the state of the file."""
        is_writer = fcntl.fcntl(self._fd, fcntl.F_GETFL) & os.O_RDWR
        # Network file systems demand a descriptor that writes for a lock that excludes.
        fcntl.flock(self._fd, fcntl.LOCK_EX if is_writer else fcntl.LOCK_SH)
        try:
            yield os.fstat(self._fd)
        finally:
            fcntl.flock(self._fd, fcntl.LOCK_UN)

    def _check_end(self, info):
        """Refuse to write if the file was sealed, named or removed, or has grown."""
        if info.st_nlink != 1 or not info.st_mode & stat.S_IWUSR:
            raise NotStored(self.token)
        self._check_size(info)

    def _check_size(self, info):
        if info.st_size != self.received:
            raise OffsetMismatch(self.received, info.st_size)

    def seal(self) -> Digest | None:
        """Make the bytes final and durable; return their digest, if it is taken.

        A failed sync is never repeated: the kernel may have dropped the pages and
        would call the second one a success. The partial is removed instead.

        :raise SizeMismatch: if fewer bytes are here than were announced
        """
        if self.size is not None and self.received != self.size:
            raise SizeMismatch(self.size, self.received)
        try:
            with disk_errors(), self._alone() as info:
                self._check_size(info)
                os.fchmod(self._fd, FINAL_MODE)
                self._sync()
        except (NoSpace, WriteFailed):
            self.discard()
            raise
        if self._is_summed and not self._digest:
            self._digest = self._read_digest()
        return self._digest

    @contextmanager
    def sealed(self):
        """Keep the sealed bytes as they are while they get a name; give their state.

        :raise FileChanged: if somebody has opened them to go on
        """
        with self._alone() as info:
            is_sealed = not info.st_mode & stat.S_IWUSR
            if not is_sealed or info.st_size != self.received:
                raise FileChanged(self.token)
            yield info

    def _read_digest(self):
        digest = Digest()
        with disk_errors():
            while data := os.pread(self._fd, CHUNK, digest.received):
                digest.update(data)
        return digest

    def _sync(self):
        os.fsync(self._fd)
        self._is_synced = True

    def pause(self):
        """Make what is here durable, stop writing and keep it.

        What a sender is told to be here will be here after a power cut, too.
        """
        if not self._is_synced:
            try:
                with disk_errors():
                    self._sync()
                    sync_folder(self.path.parent)
            except (NoSpace, WriteFailed):
                self.discard()
                raise
        self.close()

    def close(self):
        """Stop writing and keep what is here, durable or not."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None
            if self._digest:
                paused.put(self.token, self._digest)

    def discard(self):
        """Stop writing and remove what is here; what stays behind is swept later."""
        self._digest = None
        self.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


def sync_folder(folder: Path):
    """Make the names in a folder durable."""
    fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


@contextmanager
def disk_errors():
    """Turn what the disk says into our own errors."""
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise NoSpace(0) from error
        raise WriteFailed(str(error)) from error
