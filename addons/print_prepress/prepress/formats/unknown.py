"""What we only know by name."""

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


def read(source, budget):
    """Return the facts of a file that no reader takes: ``version`` names its kind."""
    budget.spend(objects=1)
    head = source.head(1024).removeprefix(b"\xef\xbb\xbf")
    name = next((name for begin, name in _NAMES if begin.match(head)), "")
    return FileFacts(format="other", version=name, trouble="no_pages")


def read_quark(source, budget):
    """Return the facts of QuarkXPress, which says nothing about itself."""
    budget.spend(objects=1)
    return FileFacts(format="qxd", creator="QuarkXPress", trouble="no_pages")
