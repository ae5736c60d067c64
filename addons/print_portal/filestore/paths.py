"""Names and paths from outside are hostile: what is kept, and where it may lie."""

import hashlib
import unicodedata
from pathlib import Path, PurePosixPath

from .errors import BadName, UnsafePath

NAME_MAX_BYTES = 255  # of one path component, on every file system we know
NAME_MAX_CHARS = 255  # no client system lets its users type longer ones
FOLDER_MAX_BYTES = 2048  # half of what the kernel takes as a path

# Line breaks, NUL and lone surrogates (bytes that were not UTF-8).
CONTROL = {"Cc", "Cs", "Zl", "Zp"}
# They make "gpj.exe" read as "exe.jpg".
TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def clean_name(name: str) -> str:
    """Return a file name as the client typed it, in one spelling (NFC).

    A Mac sends accents apart from their letters; people and other systems write them
    as one character. Leading dots and dashes are kept: no tool of ours ever sees a
    bare name, always a whole path.

    :raise BadName: if no file can have this name

    >>> clean_name("e\u0301te\u0301.pdf") == "\u00e9t\u00e9.pdf"
    True
    >>> clean_name("../etc/passwd")
    Traceback (most recent call last):
    filestore.errors.BadName: '../etc/passwd': separator
    """
    name = unicodedata.normalize("NFC", name)
    if not name.strip():
        raise BadName(name, "empty")
    if name in (".", ".."):
        raise BadName(name, "reserved")
    if "/" in name:
        raise BadName(name, "separator")
    if any(unicodedata.category(c) in CONTROL or c in TURNING for c in name):
        raise BadName(name, "control")
    if len(name) > NAME_MAX_CHARS:
        raise BadName(name, "long")
    return name


def clean_folder(folder: str) -> str:
    """Return a sub-folder of a client's folder, ``""`` or ``"a/b"``, in one spelling.

    :raise BadName: if one of its steps cannot be a name, or all are too long together

    >>> clean_folder(""), clean_folder("/2026/covers/")
    ('', '2026/covers')
    >>> clean_folder("covers/../../8")
    Traceback (most recent call last):
    filestore.errors.BadName: '..': reserved
    """
    if not (folder := folder.strip("/")):
        return ""
    folder = "/".join(clean_name(step) for step in folder.split("/"))
    if len(disk_folder(folder).encode()) > FOLDER_MAX_BYTES:
        raise BadName(folder, "long")
    return folder


def disk_folder(folder: str) -> str:
    """Return the sub-folder on disk: see ``disk_name``."""
    return "/".join(disk_name(step) for step in folder.split("/"))


def numbered(name: str, number: int) -> str:
    """Return the name for the ``number``-th file that wants to be called ``name``.

    >>> numbered("cover.pdf", 1), numbered("cover.pdf", 2), numbered(".pdf", 3)
    ('cover.pdf', 'cover (2).pdf', '.pdf (3)')
    """
    if number == 1:
        return name
    path = PurePosixPath(name)
    return f"{path.stem} ({number}){path.suffix}"


def disk_name(name: str) -> str:
    """Return the name on disk: the same one, unless it has too many bytes.

    140 Cyrillic letters are a legal name for the client and too long for the disk. Such
    a name is cut, keeps its ending, and carries a digest of the whole, so that two long
    names never become one.

    >>> disk_name("cover.pdf")
    'cover.pdf'
    >>> short = disk_name("\u0444" * 200 + ".pdf")
    >>> len(short.encode()) <= 255, short[-21:]
    (True, '~bc113d67dbdcc652.pdf')
    """
    if len(name.encode()) <= NAME_MAX_BYTES:
        return name
    path = PurePosixPath(name)
    suffix = path.suffix if len(path.suffix.encode()) <= 32 else ""
    mark = "~" + hashlib.sha256(name.encode()).hexdigest()[:16]
    budget = NAME_MAX_BYTES - len((mark + suffix).encode())
    return name.encode()[:budget].decode(errors="ignore") + mark + suffix


def locate(root: Path, relative: str) -> Path:
    """Return the absolute path of ``relative`` below ``root``; it need not exist.

    The real location must equal the spelled one. That one comparison, made on paths and
    not on their text, refuses ``..``, absolute paths and links at every level, and does
    not take ``u10`` for a part of ``u1``.

    :raise UnsafePath: if it lies elsewhere
    """
    root = root.resolve()
    path = root / relative
    try:
        real = path.resolve()
    except (OSError, RuntimeError, ValueError) as error:  # too long, link loop, NUL
        raise UnsafePath(relative) from error
    if real != path or path == root or root not in path.parents:
        raise UnsafePath(relative)
    return path
