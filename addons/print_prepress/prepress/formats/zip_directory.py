"""What a ZIP holds, by its central directory alone (PKWARE's APPNOTE 6.3).

Python's own reader keeps all of a directory in memory, however long a stranger has
made it; this one stops. Nothing is unpacked but what is asked for, up to a limit.
"""

import struct
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath

from .source import Broken

MOST_ENTRIES = 100_000
MOST_DIRECTORY = 32 << 20  # bytes
_END, _END_64, _LOCATOR_64 = b"PK\x05\x06", b"PK\x06\x06", b"PK\x06\x07"
_ENTRY, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
_STORED, _DEFLATED = 0, 8
_WIDE_SIZES = 1  # the extra field of ZIP64


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a ZIP; sizes in bytes, as the directory declares them."""

    name: str
    size: int
    packed: int
    method: int
    offset: int
    is_encrypted: bool

    @property
    def basename(self):
        """The last part of the name."""
        return PurePosixPath(self.name).name


def read_directory(source):
    """Return the files in a ZIP, folders left out.

    :rtype: list[Entry]
    :raise Broken: if there is no directory, or one beyond our limits
    """
    count, length, offset = _find_directory(source)
    if count > MOST_ENTRIES or length > MOST_DIRECTORY:
        raise Broken(f"{count} entries in {length} bytes", trouble="too_large")
    return list(_entries(source.read(offset, length)))


def _find_directory(source):
    """Return the number of entries, the length and the offset of the directory."""
    tail = source.tail(22 + 65_535 + 20)  # with a comment, and the locator of ZIP64
    at = tail.rfind(_END)
    if at < 0 or at + 22 > len(tail):
        raise Broken("there is no end of a directory")
    count, length, offset = struct.unpack_from("<HII", tail, at + 10)
    is_wide = count == _FULL_16 or _FULL_32 in (length, offset)
    if not is_wide or at < 20 or tail[at - 20 : at - 16] != _LOCATOR_64:
        return count, length, offset
    [at_64] = struct.unpack_from("<Q", tail, at - 12)
    if source.read(at_64, 4) != _END_64:
        raise Broken("there is no end of a large directory")
    return source.numbers(at_64 + 32, "<QQQ")


def _entries(directory):
    at = 0
    while directory.startswith(_ENTRY, at) and at + 46 <= len(directory):
        flags, method = struct.unpack_from("<HH", directory, at + 8)
        lengths = struct.unpack_from("<IIHHH", directory, at + 20)
        packed, size, name_length, extra_length, comment_length = lengths
        [offset] = struct.unpack_from("<I", directory, at + 42)
        name = directory[at + 46 : at + 46 + name_length]
        extra_at = at + 46 + name_length
        extra = directory[extra_at : extra_at + extra_length]
        size, packed, offset = _large(extra, size, packed, offset)
        at = extra_at + extra_length + comment_length
        if not name.endswith(b"/"):
            name = _text(name, is_utf8=bool(flags & 0x800))
            yield Entry(name, size, packed, method, offset, bool(flags & 1))
    if at > len(directory):
        raise Broken("the directory is cut off")


def _text(name, is_utf8):
    """Decode a name; archivers of Windows write the code page of DOS."""
    try:
        text = name.decode("utf-8")
    except UnicodeDecodeError:
        text = name.decode("utf-8" if is_utf8 else "cp866", "replace")
    return text.replace("\\", "/")


def _large(extra, *values):
    """Return sizes and offset; those that say so stand in the field of ZIP64."""
    at, wide = 0, b""
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _WIDE_SIZES:
            wide = extra[at + 4 : at + 4 + length]
        at += 4 + length
    numbers = iter(struct.unpack_from(f"<{len(wide) // 8}Q", wide))
    return [next(numbers, value) if value == _FULL_32 else value for value in values]


def read_entry(source, entry, limit):
    """Return the first ``limit`` bytes of one file of a ZIP, unpacked.

    :raise Broken: if it is encrypted, damaged or packed in a way that we do not know
    """
    if entry.is_encrypted:
        raise Broken(entry.name, trouble="encrypted")
    if entry.method not in (_STORED, _DEFLATED):
        raise Broken(f"{entry.name} is packed by method {entry.method}")
    if source.read(entry.offset, 4) != _LOCAL:
        raise Broken(f"{entry.name} is not where it should be")
    begin = entry.offset + 30 + sum(source.numbers(entry.offset + 26, "<HH"))
    if entry.method == _STORED:
        return source.read(begin, min(entry.size, limit))
    return _inflate(source, begin, entry, limit)


def _inflate(source, at, entry, limit):
    """Unpack until there is enough: no more memory than that, whatever was packed."""
    unpacker, unpacked = zlib.decompressobj(-15), bytearray()
    while len(unpacked) < limit and not unpacker.eof:
        packed = unpacker.unconsumed_tail
        if not packed:
            packed = source.read(at, max(min(1 << 16, source.size - at), 1))
            at += len(packed)
        try:
            unpacked += unpacker.decompress(packed, limit - len(unpacked))
        except zlib.error as error:
            raise Broken(f"{entry.name}: {error}") from error
    return bytes(unpacked)
