"""Objects of a file that may hold anything at any place.

Each function returns what was asked for, or a default where the file has something
else there.
"""

import contextlib

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from . import lexer

# What a library says of a file that contradicts itself.
UNREADABLE = (
    pikepdf.PdfError,
    ArithmeticError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)


def entry(holder, key: str):
    """Return what a dictionary or stream has under ``key``, or None."""
    if isinstance(holder, Dictionary | Stream):
        with contextlib.suppress(*UNREADABLE):
            return holder.get(key)
    return None


def entries(holder) -> dict:
    """Return a dictionary's keys, slashes included, with their values."""
    found = {}
    if isinstance(holder, Dictionary | Stream):
        with contextlib.suppress(*UNREADABLE):
            for key in holder.keys():  # noqa: SIM118 - iterating alone gives values
                found[key] = entry(holder, key)
    return found


def dictionary(holder, key: str) -> Dictionary | Stream | None:
    found = entry(holder, key)
    return found if isinstance(found, Dictionary | Stream) else None


def items(found) -> list:
    """Return the items of an array, or none."""
    if not isinstance(found, Array):
        return []
    with contextlib.suppress(*UNREADABLE):
        return list(found)
    return []


def name(found) -> str:
    """Return a name without its slash, or the empty string."""
    if isinstance(found, Name):
        try:
            return str(found)[1:]
        except UnicodeDecodeError:  # of an old code page: which one, nobody knows
            return lexer.name(found.unparse())
    return ""


def text(found) -> str:
    """Return a text string, or the empty string."""
    if isinstance(found, Name):
        return name(found)
    if isinstance(found, String):
        with contextlib.suppress(*UNREADABLE):
            return " ".join(str(found).replace("\0", "").split())
    return ""


def number(found, default=0.0) -> float:
    with contextlib.suppress(*UNREADABLE):
        return float(found)
    return default


def whole(found, default=0) -> int:
    with contextlib.suppress(*UNREADABLE):
        return int(found)
    return default


def numbers(found) -> list[float]:
    """Return an array of nothing but numbers, or none."""
    with contextlib.suppress(*UNREADABLE):
        return [float(each) for each in items(found)]
    return []


def key_of(found) -> tuple[int, int] | None:
    """Return what tells an indirect object from all others; None for a direct one."""
    with contextlib.suppress(*UNREADABLE, AttributeError):
        if found.is_indirect:
            return found.objgen
    return None
