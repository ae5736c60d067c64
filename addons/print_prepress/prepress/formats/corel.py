"""CorelDRAW: which version it is of. What it draws is Corel's secret."""

from ..facts import FileFacts
from .zip_directory import read_directory, read_entry

_INSIDE = ("content/riffData.cdr", "content/root.dat")
_THUMBNAILS = (
    "metadata/thumbnails/thumbnail.bmp",
    "metadata/thumbnails/page1.bmp",
    "metadata/thumbnails/thumbnail.png",
)
_MOST_THUMBNAIL = 16 << 20  # bytes


def read(source, budget):
    """Return the facts of a drawing: its version, from the type of its RIFF.

    Since X4 the RIFF lies in a ZIP. The fourth letter counts: 9, then A for 10.

    :raise Broken: if the ZIP cannot be opened
    """
    budget.spend(objects=1)
    head = source.head(12)
    if head.startswith(b"PK"):
        inside = [each for each in read_directory(source) if each.name in _INSIDE]
        head = read_entry(source, inside[0], 12) if inside else b""
    return FileFacts(format="cdr", version=_version(head))


def _version(head):
    if not head.startswith(b"RIFF") or head[8:11].upper() != b"CDR":
        return ""
    letter = head[11:12].decode("latin-1").upper()
    if "A" <= letter <= "Z":
        return str(ord(letter) - ord("A") + 10)
    return letter if letter.isdigit() else ""


def thumbnail(source):
    """Return the picture that a drawing since X4 carries; nothing in older ones."""
    if source.head(2) != b"PK":
        return b""
    entries = {entry.name: entry for entry in read_directory(source)}
    for name in _THUMBNAILS:
        if name in entries:
            return read_entry(source, entries[name], _MOST_THUMBNAIL)
    return b""
