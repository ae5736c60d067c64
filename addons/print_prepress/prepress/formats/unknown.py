"""What we only know by name, and lists of data."""

import csv
import re

from ..facts import FileFacts

# The name people know, by the first bytes.
_NAMES = (
    (re.compile(rb"GIF8[79]a"), "GIF"),
    (re.compile(rb"BM....\0\0\0\0", re.DOTALL), "BMP"),
    (re.compile(rb"RIFF....WEBP", re.DOTALL), "WebP"),
    (re.compile(rb"....ftyp(heic|heix|mif1|msf1)", re.DOTALL), "HEIC"),
    (re.compile(rb"....ftyp", re.DOTALL), "MP4"),
    (re.compile(rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51"), "JPEG 2000"),
    (re.compile(rb"7z\xbc\xaf\x27\x1c"), "7-Zip"),
    (re.compile(rb"SIT!|StuffIt"), "StuffIt"),
    (re.compile(rb"\x1f\x8b"), "gzip"),
    (re.compile(rb"PK"), "Office"),  # identify has found no archive in it
    (re.compile(rb"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "Office"),
    (re.compile(rb"\{\\rtf"), "RTF"),
    (re.compile(rb"\s*<(\?xml[^>]*>\s*<)?(!DOCTYPE svg|svg)"), "SVG"),
)
_MARK = b"\xef\xbb\xbf"  # of UTF-8
_BINARY = re.compile(rb"[\0-\x08\x0e-\x1f]")
_DELIMITERS = ";\t,"
_MOST_LIST = 64 << 20  # bytes
_LOOKED_AT = 20  # lines


def read(source, budget):
    """Return the facts of a file that no reader takes: ``version`` names its kind.

    A list of data, such as CSV, has its number of rows.
    """
    budget.spend(objects=1)
    head = source.head(1024).removeprefix(_MARK)
    name = next((name for begin, name in _NAMES if begin.match(head)), "")
    rows = None if name else _count_rows(source, budget)
    if rows is not None:
        return FileFacts(format="other", version="CSV", rows=rows)
    return FileFacts(format="other", version=name)


def _count_rows(source, budget):
    """Return the rows of a list, its head left out; None if it is no list."""
    head = source.head(1 << 16)
    if source.size > _MOST_LIST or _BINARY.search(head):
        return None
    delimiter = _delimiter(head.decode("latin-1").splitlines()[:_LOOKED_AT])
    if not delimiter:
        return None
    source.file.seek(0)
    # Letters do not matter, only where rows end: any encoding but UTF-16 will do.
    lines = (line.decode("latin-1") for line in source.file)
    count = 0
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            budget.spend(objects=1)
            count += any(field.strip() for field in row)
    except csv.Error:
        return None
    return max(count - 1, 0)


def _delimiter(lines):
    """Return what parts the fields of each line in the same number; None if nothing."""
    for delimiter in _DELIMITERS:
        try:
            rows = [row for row in csv.reader(lines, delimiter=delimiter) if row]
        except csv.Error:
            continue
        widths = {len(row) for row in rows[:-1]} or {len(row) for row in rows}
        if len(widths) == 1 and min(widths) > 1:
            return delimiter
    return None


def read_quark(source, budget):
    """Return the facts of QuarkXPress, which says nothing about itself."""
    budget.spend(objects=1)
    return FileFacts(format="qxd", creator="QuarkXPress")
