"""PostScript, by its structuring comments alone: it is a program, and is not run.

Adobe's "Document Structuring Conventions" 3.0, "Encapsulated PostScript" 3.0, and the
comments that Photoshop and Illustrator add.
"""

import re

from ..facts import FileFacts, FontFacts, PageFacts
from .picture import MM_PER_INCH, PROCESS, Picture
from .source import Broken

HEAD, TAIL = 256 << 10, 64 << 10
_COMMENT = re.compile(rb"^%(?:%|(?=ImageData:))(\w+):? ?(.*)$")
_NUMBER = r"-?\d+(?:\.\d*)?"
_BOX = re.compile(rf"^\s*({_NUMBER})\s+({_NUMBER})\s+({_NUMBER})\s+({_NUMBER})")
# A name in brackets, or a bare one.
_NAME = re.compile(r"\(((?:[^()\\]|\\.)*)\)|([^\s()]+)")
_SPACES = {1: "DeviceGray", 2: "Lab", 3: "DeviceRGB", 4: "DeviceCMYK"}
_MOST_FONTS = 500


def read(source, budget, format_="eps"):
    """Return the facts of a PostScript file.

    Its only box is the bounding box; where Photoshop wrote it, its picture is told
    with its resolution.

    :raise Broken: if a part of it lies behind the end, or what the header puts off to
        the end is not there
    """
    budget.spend(objects=1)
    begin, length = _postscript(source)
    head = source.read(begin, min(length, HEAD))
    tail = source.read(begin + max(length - TAIL, 0), min(length, TAIL))
    first, comments = _comments(head, tail)
    budget.spend(objects=1)
    pages = _pages(comments)
    supplied = _names(comments, "DocumentSuppliedFonts") | _names(
        comments, "DocumentSuppliedResources", kind="font"
    )
    needed = _names(comments, "DocumentFonts") | _names(comments, "DocumentNeededFonts")
    needed |= _names(comments, "DocumentNeededResources", kind="font")
    fonts = sorted(supplied | needed)[:_MOST_FONTS]
    return FileFacts(
        format=format_,
        version=first.lstrip("%!"),
        creator=_string(comments.get("Creator", "")),
        page_count=len(pages),
        pages=pages,
        fonts=tuple(FontFacts(name, "Type1", name in supplied) for name in fonts),
    )


def preview(source):
    """Return the TIFF that a DOS EPS carries for the screen; nothing if it has none."""
    if source.head(4) != b"\xc5\xd0\xd3\xc6":
        return b""
    begin, length = source.numbers(20, "<II")
    return source.read(begin, length) if length else b""


def _postscript(source):
    """Return where the program stands: all of the file, or a part between previews."""
    if source.head(4) != b"\xc5\xd0\xd3\xc6":
        begin = source.head(1024).find(b"%!PS")
        return begin, source.size - begin
    parts = source.numbers(4, "<IIIIII")
    for begin, length in zip(parts[::2], parts[1::2], strict=True):
        if begin + length > source.size:
            raise Broken("a part of the file is cut off")
    return parts[0], parts[1]


def _comments(head, tail):
    """Return the first line, and the comments of the header by name.

    What is written ``(atend)`` comes from the end; ``%%+`` goes on with a line.
    """
    lines = _lines(head)
    found = _gather(_header(lines))
    late = {name for name, value in found.items() if value.startswith("(atend)")}
    if late:
        at_end = tail.rfind(b"%%Trailer")
        if at_end < 0:
            raise Broken("the end is missing")
        found |= {
            name: value
            for name, value in _gather(_lines(tail[at_end:])).items()
            if name in late
        }
    image = next((line for line in lines if line.startswith(b"%ImageData:")), b"")
    if image:
        found["ImageData"] = image[11:].decode("latin-1")
    return lines[0][:80].decode("latin-1"), found


def _lines(content):
    return content.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")


def _header(lines):
    for line in lines:
        if line.startswith(b"%%EndComments") or not line.startswith(b"%"):
            return
        yield line


def _gather(lines):
    found, name = {}, None
    for line in lines:
        match = _COMMENT.match(line)
        if line.startswith(b"%%+") and name:
            found[name] += "\n" + line[3:].strip().decode("latin-1")
        elif match:
            name = match[1].decode("latin-1")
            found.setdefault(name, match[2].decode("utf-8", "replace").strip())
    return found


def _string(value):
    """Return the text of a value that may stand in brackets."""
    match = re.match(r"^\((.*)\)$", value)
    return (match[1] if match else value)[:255]


def _names(comments, name, kind=None):
    """Return the names that a comment lists, of one kind where it tells kinds."""
    found = set()
    for line in comments.get(name, "").split("\n"):
        words = [match[1] or match[2] for match in _NAME.finditer(line)]
        words = [word for word in words if word]
        if kind is None:
            found.update(words)
        elif words and words[0] == kind:
            found.update(words[1:])
    return found


def _pages(comments):
    text = comments.get("HiResBoundingBox") or comments.get("BoundingBox", "")
    match = _BOX.match(text)
    if not match:
        return ()
    left, bottom, right, top = map(float, match.groups())
    box = (
        0.0,
        0.0,
        round((right - left) / 72 * MM_PER_INCH, 3),
        round((top - bottom) / 72 * MM_PER_INCH, 3),
    )
    if not (box[2] > 0 and box[3] > 0):
        return ()
    inks = _inks(comments)
    if picture := _picture(comments, right - left, top - bottom, inks):
        return (picture.page(),)
    spaces = ("Separation",) if set(inks) - set(PROCESS) else ()
    return (PageFacts(number=1, media=box, content=box, inks=inks, spaces=spaces),)


def _inks(comments):
    process = _names(comments, "DocumentProcessColors")
    return (
        *(ink for ink in PROCESS if ink in process),
        *sorted(_names(comments, "DocumentCustomColors")),
    )


def _picture(comments, width_pt, height_pt, inks):
    """Return the picture of an EPS of Photoshop; None of any other."""
    values = comments.get("ImageData", "").split()[:4]
    if len(values) < 4 or not all(value.isdigit() for value in values):
        return None
    width, height, bits, mode = map(int, values)
    space = _SPACES.get(mode)
    if not space:
        return None
    return Picture(
        width=width,
        height=height,
        ppi=(width * 72 / width_pt, height * 72 / height_pt),
        space=space,
        bits=bits,
        spots=tuple(ink for ink in inks if ink not in PROCESS),
    )
