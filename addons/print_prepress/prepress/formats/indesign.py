"""InDesign: its documents (INDD), by the part that Adobe has published, and IDML."""

import re
from urllib.parse import unquote
from xml.parsers import expat

from ..facts import FileFacts, FontFacts, PageFacts
from .picture import MM_PER_INCH
from .source import Broken
from .xmp import MOST as MOST_XMP
from .xmp import xmp_value
from .zip_directory import read_directory, read_entry

_SECTOR = 4096
_OBJECT = bytes.fromhex("de39397951884b6c8e63eef8aee0dd38")
_MOST_OBJECTS = 100_000
_PART = 16 << 20  # bytes of one part of an IDML
_MOST_PAGES = 10_000
_OTHER_PARTS = re.compile(
    r"(Resources/(Fonts|Preferences)|(MasterSpreads|Stories)/.*)\.xml"
)
_MM_PER_POINT = MM_PER_INCH / 72
_BLEEDS = {
    "left": "DocumentBleedInsideOrLeftOffset",
    "bottom": "DocumentBleedBottomOffset",
    "right": "DocumentBleedOutsideOrRightOffset",
    "top": "DocumentBleedTopOffset",
}


def read_indd(source, budget):
    """Return the facts of a document: who made it. Its pages are InDesign's secret.

    :raise Broken: if it ends before its pages do
    """
    return FileFacts(
        format="indd",
        creator=xmp_value(indd_xmp(source, budget), "xmp:CreatorTool"),
    )


def indd_xmp(source, budget):
    """Return the XMP packet of a document, or nothing.

    XMP Specification, part 3: two master pages, of which the one with the higher number
    counts, then the database of so many pages, then objects one by one.
    """
    masters = (source.numbers(at + 264, "<Q8xI") for at in (0, _SECTOR))
    [_, pages] = max(masters)
    order = "<" if source.read(24, 1) == b"\1" else ">"  # of what the objects hold
    at = pages * _SECTOR
    if at > source.size:
        raise Broken("the document is cut off")
    for _ in range(_MOST_OBJECTS):
        budget.spend(objects=1)
        if at + 36 > source.size or source.read(at, 16) != _OBJECT:
            break
        [length] = source.numbers(at + 24, "<I")
        [size] = source.numbers(at + 32, order + "I")
        size = min(size, max(length - 4, 0), MOST_XMP)
        if source.read(at + 36, min(size, 9)) == b"<?xpacket":
            return source.read(at + 36, size)
        at += 32 + length + 32
    return b""


class Layout:
    """What the parts of an IDML tell, gathered element by element.

    ``sizes`` are width and height of each page in points, ``bleed`` the width at each
    side; ``links`` the names of the files that are not inside, ``fonts`` PostScript
    names.
    """

    def __init__(self):
        self.version = ""
        self.layers = []
        self.spreads = []
        self.sizes = []
        self.bleed = {}
        self.links = {}
        self.fonts = {}

    def take(self, name, attributes):
        """Take one element of a part; nothing of one that tells us nothing."""
        taker = self._TAKERS.get(name)
        if taker:
            taker(self, attributes)

    def _take_document(self, attributes):
        self.version = attributes.get("DOMVersion", "")

    def _take_spread(self, attributes):
        self.spreads.append(attributes.get("src", ""))

    def _take_layer(self, attributes):
        self.layers.append(attributes.get("Name", ""))

    def _take_preference(self, attributes):
        for side, name in _BLEEDS.items():
            self.bleed[side] = float(attributes.get(name, 0))

    def _take_page(self, attributes):
        bounds = attributes.get("GeometricBounds", "").split()
        top, left, bottom, right = map(float, bounds)
        self.sizes.append((right - left, bottom - top))
        if len(self.sizes) > _MOST_PAGES:
            raise Broken("its pages never end", trouble="too_large")

    def _take_link(self, attributes):
        if attributes.get("StoredState") != "Embedded":
            address = unquote(attributes.get("LinkResourceURI", ""))
            if name := re.split(r"[/\\:]", address)[-1]:
                self.links[name] = None

    def _take_font(self, attributes):
        if name := attributes.get("PostScriptName"):
            self.fonts[name] = None

    _TAKERS = {
        "Document": _take_document,
        "idPkg:Spread": _take_spread,
        "Layer": _take_layer,
        "DocumentPreference": _take_preference,
        "Page": _take_page,
        "Link": _take_link,
        "Font": _take_font,
    }

    @property
    def pages(self):
        """The pages as facts, with the bleed of the document around each.

        Inside and outside are taken as left and right: few documents differ there.
        """
        return tuple(
            self._page(number, size) for number, size in enumerate(self.sizes, start=1)
        )

    def _page(self, number, size):
        left, bottom, right, top = (self.bleed.get(side, 0) for side in _BLEEDS)
        width, height = size
        media = (0.0, 0.0, left + width + right, bottom + height + top)
        trim = (left, bottom, left + width, bottom + height)
        media, trim = (
            tuple(round(value * _MM_PER_POINT, 3) for value in box)
            for box in (media, trim)
        )
        return PageFacts(number=number, media=media, trim=trim, bleed=media)


def read_layout(source, budget):
    """Return what an IDML tells.

    :rtype: Layout
    :raise Broken: if it is none
    """
    layout = Layout()
    entries = {entry.name: entry for entry in read_directory(source)}
    if "designmap.xml" not in entries:
        raise Broken("an IDML without its map")

    def parse(name, **without):
        budget.spend(objects=1)
        _parse(read_entry(source, entries[name], _PART), layout, **without)

    parse("designmap.xml")
    for name in layout.spreads:
        if name in entries:
            parse(name)
    for name in entries:
        if _OTHER_PARTS.fullmatch(name):
            parse(name, without="Page")  # those of masters are not printed
    return layout


def _parse(content, layout, without=None):
    """Hand each element over; entities, which IDML never has, are refused."""
    parser = expat.ParserCreate()

    def take(name, attributes):
        if name != without:
            layout.take(name, attributes)

    def refuse(*_):
        raise Broken("an entity in IDML")

    parser.StartElementHandler = take
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError) as error:
        raise Broken(str(error)) from error


def read_idml(source, budget):
    """Return the facts of an IDML: its pages by size, and all it needs beside it.

    Its links and fonts are never inside, so all of them are missing.

    :raise Broken: if it is none
    """
    layout = read_layout(source, budget)
    return layout_facts("idml", layout, layout.links, layout.fonts)


def layout_facts(format_, layout, missing_links, missing_fonts):
    """Return the facts of a layout that lacks these files and fonts."""
    missing = set(missing_fonts)
    return FileFacts(
        format=format_,
        version=layout.version,
        creator="Adobe InDesign",
        page_count=len(layout.sizes),
        pages=layout.pages,
        fonts=tuple(
            FontFacts(name, "", is_embedded=name not in missing)
            for name in layout.fonts
        ),
        layers=tuple(layout.layers),
        missing_links=tuple(missing_links),
        missing_fonts=tuple(missing_fonts),
    )
