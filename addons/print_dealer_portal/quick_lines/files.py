"""A file that holds such a table as text of any usual kind."""

from .errors import BadTable
from .heads import read_head
from .letters import clean
from .lines import parse

_OLD_SPREADSHEET = b"\xd0\xcf\x11\xe0"


def read_file(data, most):
    """Return the :class:`Line` of each row of a file.

    :param bytes data: CSV, or any text with delimiters
    :param int most: more rows than that are refused
    :raise BadTable: when it is no such table
    """
    if data.startswith(_OLD_SPREADSHEET):
        raise BadTable("old")
    return parse(_decode(data), most)


def _decode(data):
    """Return the text of a file: Unicode, else what Windows writes in our languages.

    Of its two alphabets the one in which the heading makes sense is taken.

    :raise BadTable: ``binary`` for what is no text
    """
    unicode = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(unicode)
    except UnicodeDecodeError:
        alphabets = [data.decode(name, "replace") for name in ("cp1251", "cp1252")]
        text = next(filter(_has_head, alphabets), alphabets[0])
    if "\0" in text:
        raise BadTable("binary")
    return text


def _has_head(text):
    first = next((row for row in text.splitlines() if row.strip()), "")
    for sign in "\t;|,":
        if sign in first:
            return bool(read_head([clean(cell) for cell in first.split(sign)]))
    return bool(read_head([clean(first)]))
