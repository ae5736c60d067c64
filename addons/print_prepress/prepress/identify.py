"""What kind of file this is, by its bytes: a name proves nothing.

Each format is told by what its own specification puts at a fixed place, so this needs
no magic library. What a container holds (a ZIP, a PDF of Illustrator) is looked for
only as far as it decides the format; nothing is unpacked.
"""

import mmap
import re
from pathlib import Path

from .formats.package import LAYOUTS
from .formats.source import Broken, Source
from .formats.zip_directory import read_directory

HEAD = 1 << 20  # bytes of the beginning that are looked at
_FAR = 64 << 20  # how far the private data of Illustrator is looked for

# Format by the first bytes, where these decide it.
_BEGINNINGS = (
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"II+\0", "tiff"),  # BigTIFF
    (b"MM\0+", "tiff"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"8BPS\0\x01", "psd"),
    (b"8BPS\0\x02", "psd"),  # PSB
    (b"\xc5\xd0\xd3\xc6", "eps"),  # with a preview, as for DOS
    (b"\x06\x06\xed\xf5\xd8\x1d\x46\xe5\xbd\x31\xef\xe7\xfe\x74\xb7\x1d", "indd"),
    (b"Rar!\x1a\x07", "rar"),
)
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_BESIDE = re.compile(r"(^|/)(links|fonts|document fonts)/[^/]", re.IGNORECASE)


def identify(path):
    """Return the format of a file: a word of :class:`FileFacts`, ``other`` at worst.

    A ZIP is a ``package`` if it holds a layout with links or fonts beside it. A PDF
    with the private data of Illustrator is ``ai``, whatever its name. PostScript is
    ``eps`` whether encapsulated or not. A document of an office program is ``other``.

    :raise OSError: if the file cannot be read
    """
    with Path(path).open("rb") as file:
        source = Source(file)
        head = source.head(HEAD)
        for beginning, format_ in _BEGINNINGS:
            if head.startswith(beginning):
                return format_
        if head.startswith(_ZIP):
            return _zip_kind(source, head)
        if head[2:7] in (b"IIXPR", b"MMXPR"):
            return "qxd"
        if head.startswith(b"RIFF") and head[8:11].upper() == b"CDR":
            return "cdr"
        # Both may come after what a printer driver or an old mailer has put before.
        if b"%PDF-" in head[:1024]:
            return "ai" if _is_illustrators(file, head) else "pdf"
        if b"%!PS" in head[:1024]:
            return _postscript_kind(head)
    return "other"


def _is_illustrators(file, head):
    """Whether a PDF carries the document of Illustrator that it was made from."""
    if b"Illustrator" not in head:
        return False
    with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as whole:
        return whole.find(b"/AIPrivateData", 0, _FAR) >= 0


def _postscript_kind(head):
    """Tell a document of Illustrator 3 to 8 from PostScript for everybody."""
    comments = head[:8192].replace(b"\r", b"\n").split(b"\n")
    is_encapsulated = b"EPSF" in comments[0]
    is_illustrators = any(
        line.startswith(b"%%Creator:") and b"Adobe Illustrator" in line
        for line in comments
    )
    return "ai" if is_illustrators and not is_encapsulated else "eps"


def _zip_kind(source, head):
    if kind := _declared_kind(head):
        return kind
    try:
        names = {entry.name for entry in read_directory(source)}
    except Broken:
        return "zip"  # its reader says what is wrong
    if names & {"content/riffData.cdr", "content/root.dat"}:
        return "cdr"
    if "[Content_Types].xml" in names:
        return "other"
    has_layout = any(name.lower().endswith(LAYOUTS) for name in names)
    if has_layout and any(_BESIDE.search(name) for name in names):
        return "package"
    return "zip"


def _declared_kind(head):
    """Return what the first entry of a ZIP says that it is, or None.

    Such an entry is called ``mimetype``, is stored as it is and comes first, so that
    its text stands at byte 38.
    """
    if head[30:38] != b"mimetype":
        return None
    if head.startswith(b"application/vnd.adobe.indesign-idml-package", 38):
        return "idml"
    if head.startswith(b"application/x-vnd.corel.", 38):
        return "cdr"
    if head.startswith(b"application/vnd.oasis.opendocument.", 38):
        return "other"
    return None
