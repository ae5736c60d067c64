"""What is in a file, whatever was ordered."""

import dataclasses
from dataclasses import dataclass
from functools import cache
from types import GenericAlias, UnionType
from typing import get_args, get_origin, get_type_hints

Box = tuple[float, float, float, float]

# How many places of one kind are kept a page: the worst ones, so that facts of a
# hostile page stay small.
PLACES = 32


@dataclass(frozen=True, slots=True)
class ImageFacts:
    """A picture as placed, as far as it is seen.

    ``ppi`` is the lower of both directions through the whole matrix, ``space`` the
    colour space as :class:`PageFacts` names it, ``inks`` the names of its colourants,
    ``bits`` per component; 1-bit pictures and masks are ``is_bitmap``.
    """

    box: Box
    ppi: float
    width_px: int
    height_px: int
    space: str
    inks: tuple[str, ...] = ()
    bits: int = 8
    is_bitmap: bool = False
    filter: str = ""


@dataclass(frozen=True, slots=True)
class TextFacts:
    """Text of one size and colour that stands together; no ``inks`` are white."""

    box: Box
    size_pt: float
    font: str
    space: str
    inks: tuple[str, ...] = ()
    is_white: bool = False
    is_overprinting: bool = False


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A stroked line; ``width_pt`` 0 is "as thin as the device can"."""

    box: Box
    width_pt: float
    space: str
    inks: tuple[str, ...] = ()
    is_white: bool = False
    is_overprinting: bool = False


@dataclass(frozen=True, slots=True)
class FontFacts:
    """A font that text is set with; ``kind`` is Type1, TrueType, Type3 or Type0."""

    name: str
    kind: str
    is_embedded: bool
    pages: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class InkFacts:
    """Total ink of a page, percent: the most, and the most over any 15 mm² of it."""

    maximum: float
    area_maximum: float
    box: Box | None = None
    inks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageFacts:
    """One page.

    Boxes are None where the file does not say, and end where the MediaBox ends, whose
    lower left corner, as displayed, is where all places are counted from.

    Colour spaces are named as in PDF, without the slash; ICCBased says what its
    profile is for (ICCBasedGray, ICCBasedRGB, ICCBasedCMYK), and Indexed is named as
    the space of its palette. Inks are what is printed: of RGB and Lab, which have to be
    separated first, they are the four process inks, of gray it is Black.

    ``content`` is what is painted, all of it, white left out: a page is empty where no
    ink comes. ``is_damaged`` means that its content could not be understood to the end.
    """

    number: int
    media: Box
    crop: Box | None = None
    trim: Box | None = None
    bleed: Box | None = None
    art: Box | None = None
    content: Box | None = None
    rotate: int = 0
    user_unit: float = 1.0
    is_empty: bool = False
    is_damaged: bool = False
    images: tuple[ImageFacts, ...] = ()
    texts: tuple[TextFacts, ...] = ()
    lines: tuple[LineFacts, ...] = ()
    spaces: tuple[str, ...] = ()  # colour spaces in use
    inks: tuple[str, ...] = ()  # colourants in use: Cyan, Magenta, Yellow, Black, spots
    has_transparency: bool = False
    has_white_overprint: bool = False
    ink: InkFacts | None = None  # where it was measured


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A whole file.

    ``format`` is one of pdf, tiff, jpeg, png, psd, eps, ai, indd, idml, package, qxd,
    cdr, zip, rar, other. ``trouble`` says why it cannot be read on: encrypted, broken,
    empty, no_pages, too_large, too_deep, too_slow; no pages are known then.
    ``is_repaired`` means that it could be read only after its table of contents was
    made anew, as with a file that was cut off. ``is_encrypted`` means that it opens
    without a password, but its author has locked it. ``is_partial`` means that a budget
    ended the reading: what is told is true, but not all. Boxes and number of all pages
    are known then; of pages that were not reached nothing else is.
    """

    format: str
    version: str = ""
    creator: str = ""
    trouble: str = ""
    is_repaired: bool = False
    is_encrypted: bool = False
    is_partial: bool = False
    page_count: int = 0
    pages: tuple[PageFacts, ...] = ()
    fonts: tuple[FontFacts, ...] = ()
    output_intents: tuple[str, ...] = ()
    pdf_x: str = ""  # such as PDF/X-4
    trapped: str = ""
    layers: tuple[str, ...] = ()
    missing_links: tuple[str, ...] = ()  # of a layout package
    missing_fonts: tuple[str, ...] = ()
    # Why pages have no ink: no_ghostscript, not_separated, failed, too_large, too_slow.
    ink_trouble: str = ""
    rows: int | None = None  # of a list of data, such as CSV, its head left out

    def to_json(self) -> dict:
        """Return plain data, to be kept and to cross a pipe."""
        return dataclasses.asdict(self)

    @classmethod
    def from_json(cls, data: dict) -> "FileFacts":
        """Return the facts that ``to_json`` has made plain.

        :raise (TypeError, ValueError, KeyError): if it never was that
        """
        return _builder(cls)(data)


@cache
def _builder(kind):
    """Return what builds ``kind`` from plain data, which may be of any kind itself: it
    comes from a process that was perhaps taken over.

    Found once for each kind: two hundred pages have ten thousand values.
    """
    if dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        builders = {name: _builder(hint) for name, hint in hints.items()}
        return lambda data: kind(**{name: builders[name](data[name]) for name in data})
    if isinstance(kind, UnionType):
        [inner] = [each for each in get_args(kind) if each is not type(None)]
        build = _builder(inner)
        return lambda data: None if data is None else build(data)
    if get_origin(kind) is tuple and isinstance(kind, GenericAlias):
        return _tuple_builder(get_args(kind))
    return _plain_builder(kind)


def _tuple_builder(kinds):
    build = _builder(kinds[0])
    if Ellipsis in kinds:
        return lambda data: tuple(map(build, data))

    def build_all(data):
        if len(data) != len(kinds):
            raise ValueError(f"{len(data)} values, not {len(kinds)}")
        return tuple(map(build, data))

    return build_all


def _plain_builder(kind):
    kinds = {float: {int, float}}.get(kind, {kind})

    def check(data):
        if type(data) not in kinds:
            raise TypeError(f"{type(data).__name__}, not {kind.__name__}")
        return data

    return check
