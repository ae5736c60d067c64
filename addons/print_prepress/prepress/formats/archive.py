"""Archives: we look what is in them, and unpack nothing."""

from ..facts import FileFacts
from .source import Broken
from .zip_directory import read_directory

# Nobody packs pictures so small: what unpacks to this much more is a trap.
_TRAP_RATIO, _TRAP_SIZE = 200, 1 << 30
_RAR4, _RAR5 = b"Rar!\x1a\x07\0", b"Rar!\x1a\x07\1\0"
_RAR4_PASSWORD, _RAR5_ENCRYPTION = 0x80, 4


def read_zip(source, budget):
    """Return the facts of a ZIP: encrypted, a trap, or one to be opened by a person.

    :raise Broken: if it has no directory, as when it was cut off
    """
    budget.spend(objects=1)
    entries = read_directory(source)
    if any(entry.is_encrypted for entry in entries):
        return FileFacts(format="zip", trouble="encrypted")
    size = sum(entry.size for entry in entries)
    if size > _TRAP_SIZE and size > _TRAP_RATIO * source.size:
        return FileFacts(format="zip", trouble="too_large")
    return FileFacts(format="zip", trouble="" if entries else "empty")


def read_rar(source, budget):
    """Return the facts of a RAR: its version, and whether even its names are secret.

    :raise Broken: if nothing follows the signature
    """
    budget.spend(objects=1)
    head = source.head(32)
    if head.startswith(_RAR5):
        # A checksum, then the length of the header and its type, in 7 bits a byte.
        [kind] = _after_number(head[12:])[:1] or [None]
        version, is_secret = "5", kind == _RAR5_ENCRYPTION
    elif head.startswith(_RAR4):
        version, is_secret = "4", bool(head[10:11] and head[10] & _RAR4_PASSWORD)
    else:
        raise Broken("a RAR of no version that we know")
    trouble = "encrypted" if is_secret else ""
    return FileFacts(format="rar", version=version, trouble=trouble)


def _after_number(content):
    """Return what follows a number whose last byte has no high bit."""
    end = next((at for at, byte in enumerate(content) if byte < 0x80), len(content))
    return content[end + 1 :]
