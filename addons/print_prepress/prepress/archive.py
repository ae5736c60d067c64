"""Many files as one: a ZIP archive that keeps their bytes as they are.

Stored, not deflated: PDF, JPEG and most TIFF are compressed already, and what is stored
goes through at the speed of the disk. Only what its maker says shrinks is deflated.
Archives of more than 4 GiB, or of 65 535 files,
are zip64, without asking. Names are UTF-8; dates are the caller's, so the same files
make the same bytes.

It is written to a file, never to a socket: sums and lengths stand before the bytes they
belong to, which every reader understands, and whoever fetches it may go on in the
middle.
"""

import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

CHUNK = 1 << 20  # bytes in memory at a time
FILE_MODE = 0o100644  # a regular file that everybody may read
UNIX = 3  # "made by", APPNOTE.TXT 4.4.2
EARLIEST = (1980, 1, 1, 0, 0, 0)  # no older date can be written
# Beside its bytes: the name twice, two headers, the long form of three numbers.
OVERHEAD = 160


class Damaged(Exception):
    """A file has other bytes than were recorded; carries its name in the archive."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of an archive.

    :param name: in the archive, steps of folders separated by ``/``
    :param source: where its bytes lie, or the bytes
    :param size: how many they are
    :param crc32: of them, as recorded; None if nobody has taken it
    :param modified: date that whoever unpacks it sees, to two seconds
    :param shrinks: it is text, many times as large as it has to be
    """

    name: str
    source: Path | bytes
    size: int
    crc32: int | None
    modified: datetime
    shrinks: bool = False

    @classmethod
    def of_bytes(cls, name: str, content: bytes, modified: datetime):
        return cls(name, content, len(content), zlib.crc32(content), modified)


def room_for(entries: Iterable[Entry]) -> int:
    """Return how many bytes an archive of ``entries`` takes at most.

    >>> room_for([Entry("a.pdf", b"", 1000, None, datetime(2026, 11, 26))])
    1192
    """
    return 22 + sum(
        entry.size + 2 * len(entry.name.encode()) + OVERHEAD for entry in entries
    )


def write(
    file: BinaryIO,
    entries: Iterable[Entry],
    tell: Callable[[int, int], None] | None = None,
):
    """Write an archive of ``entries`` to ``file``; memory stays flat.

    Every byte is compared with what was recorded of it: a file that has gone bad on the
    disk is found here, and not at the press.

    :param file: empty, open for writing, one that can seek
    :param tell: called with the bytes written so far, and all of them
    :raise Damaged: if a file is not what was recorded; nothing in ``file`` counts then
    :raise OSError: if a file cannot be read, or the disk refuses
    """
    entries = list(entries)
    total = sum(entry.size for entry in entries)
    done, buffer = 0, memoryview(bytearray(CHUNK))
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for entry in entries:
            begun = done
            info = _info(entry)
            with _open(entry) as source, archive.open(info, "w") as target:
                while count := source.readinto(buffer):
                    done += count
                    if done - begun > entry.size:
                        raise Damaged(entry.name)
                    target.write(buffer[:count])
                    if tell:
                        tell(done, total)
            if done - begun != entry.size or entry.crc32 not in (None, info.CRC):
                raise Damaged(entry.name)


def _info(entry):
    date = entry.modified.timetuple()[:6]
    info = ZipInfo(entry.name, max(date, EARLIEST))
    info.file_size = entry.size  # says beforehand whether it takes the long form
    info.compress_type = ZIP_DEFLATED if entry.shrinks else ZIP_STORED
    info.create_system = UNIX
    info.external_attr = FILE_MODE << 16
    return info


def _open(entry):
    if isinstance(entry.source, bytes):
        return BytesIO(entry.source)
    return entry.source.open("rb", buffering=0)
