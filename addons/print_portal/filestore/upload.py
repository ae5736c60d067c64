"""One file on its way in."""

import errno
import hashlib
import os
from contextlib import contextmanager, suppress
from pathlib import Path

from .errors import NoSpace, OffsetMismatch, QuotaExceeded, SizeMismatch, WriteFailed

CHECK_SPACE_EVERY = 64 << 20  # bytes
FINAL_MODE = 0o440


class Upload:
    """A partial file: bytes are added at its end until it is sealed.

    Made by ``Store.begin`` and ``Store.resume``. Leaving the ``with`` block removes
    the partial (a committed file has its own name by then); ``close`` keeps it for
    another day.
    """

    def __init__(self, path: Path, fd: int, free, size=None, room=None):
        """Write to ``fd``, whose file is ``path``.

        :param free: returns the bytes that may still be written to this disk
        :param size: bytes the sender announced, if it did
        :param room: bytes that the client may still add, if that is limited
        """
        self.token = path.name
        self.path = path
        self.size = size
        self._fd = fd
        self._free = free
        self._room = room
        self._unchecked = 0
        self.received = os.fstat(fd).st_size
        # A resumed file is read once at the end; re-reading it at each piece would
        # cost the square of its size.
        self._digest = None if self.received else hashlib.sha256()

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.discard()

    def append(self, offset: int, data: bytes) -> int:
        """Add ``data``, the bytes from ``offset`` on, and return the next offset.

        :raise OffsetMismatch: if other bytes than these come next
        """
        if offset != self.received:
            raise OffsetMismatch(offset, self.received)
        return self.write(data)

    def write(self, data: bytes) -> int:
        """Add ``data`` at the end and return how many bytes are here by now.

        :raise SizeMismatch: if that is more than was announced
        :raise QuotaExceeded: if that is more than the client has room for
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
        with disk_errors():
            while view:
                written = os.write(self._fd, view)
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

    def seal(self) -> str:
        """Make the bytes final and durable; return their SHA-256 in hexadecimal.

        A failed sync is never repeated: the kernel may have dropped the pages and
        would call the second one a success. The partial is removed instead.

        :raise SizeMismatch: if fewer bytes are here than were announced
        """
        if self.size is not None and self.received != self.size:
            raise SizeMismatch(self.size, self.received)
        try:
            with disk_errors():
                os.fchmod(self._fd, FINAL_MODE)
                os.fsync(self._fd)
        except (NoSpace, WriteFailed):
            self.discard()
            raise
        if not self._digest:
            with disk_errors(), self.path.open("rb") as file:
                self._digest = hashlib.file_digest(file, "sha256")
        return self._digest.hexdigest()

    def close(self):
        """Stop writing and keep what is here."""
        if self._fd is not None:
            os.close(self._fd)
            self._fd = None

    def discard(self):
        """Stop writing and remove what is here; what stays behind is swept later."""
        self.close()
        with suppress(OSError):
            self.path.unlink(missing_ok=True)


@contextmanager
def disk_errors():
    """Turn what the disk says into our own errors."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoSpace(0) from error
        raise WriteFailed(str(error)) from error
