"""A second name for the same bytes, or the nearest thing that a disk can do."""

import errno
import fcntl
import os
from contextlib import suppress
from pathlib import Path

from .upload import CHUNK, FINAL_MODE

# Too many links already, another disk, a disk without links, a file of somebody else.
NO_LINK = {
    errno.EMLINK,
    errno.EXDEV,
    errno.EPERM,
    errno.ENOTSUP,
    errno.EOPNOTSUPP,
    errno.ENOSYS,
}
NO_CLONE = NO_LINK | {errno.EINVAL, errno.ENOTTY, errno.EBADF}
FICLONE = 0x40049409  # linux/fs.h: let both files share their blocks


def link_or_copy(source: Path, target: Path):
    """Give ``target``, a new name, the bytes of ``source``.

    A link costs nothing, a clone shares the blocks, a copy costs the bytes. Copies are
    read-only and durable, as everything in the store; the caller syncs the folder.
    Killed meanwhile, ``target`` has a part of the bytes: call it for names that mean
    nothing yet, and rename them.

    :raise FileExistsError: if the name is taken
    """
    try:
        os.link(source, target)
    except OSError as error:
        if error.errno not in NO_LINK:
            raise
        _copy(source, target)


def _copy(source, target):
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    reader = os.open(source, os.O_RDONLY | os.O_NOFOLLOW)
    try:
        writer = os.open(target, flags, 0o640)
        try:
            _clone(reader, writer) or _copy_bytes(reader, writer)
            info = os.fstat(reader)
            os.fchmod(writer, FINAL_MODE)
            # The stamp of a file has the time of its writing.
            os.utime(writer, ns=(info.st_atime_ns, info.st_mtime_ns))
            os.fsync(writer)
        except BaseException:
            with suppress(OSError):
                os.unlink(target)
            raise
        finally:
            os.close(writer)
    finally:
        os.close(reader)


def _clone(reader, writer):
    """Share the blocks; return whether the disk can."""
    try:
        fcntl.ioctl(writer, FICLONE, reader)
    except OSError as error:
        if error.errno not in NO_CLONE:
            raise
        return False
    return True


def _copy_bytes(reader, writer):
    """Copy within the kernel where it can, else through our hands."""
    try:
        while os.copy_file_range(reader, writer, 64 * CHUNK):
            pass
        return
    except OSError as error:
        if error.errno not in NO_CLONE:
            raise
    while data := os.read(reader, CHUNK):
        view = memoryview(data)
        while view:
            view = view[os.write(writer, view) :]
