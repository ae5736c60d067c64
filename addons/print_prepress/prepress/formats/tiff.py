"""TIFF and BigTIFF, by its directories (TIFF 6.0, Technical Notes 1 and 2)."""

from dataclasses import dataclass

from ..facts import FileFacts
from . import photoshop
from .picture import Picture
from .profile_name import MOST as MOST_PROFILE
from .profile_name import profile_name
from .source import Broken

MOST_DIRECTORIES = 10_000
MOST_VALUES = 1 << 20  # of one tag: strips of a plate of metres

# Layout of each type of a value; rationals are taken as pairs.
_TYPES = {1: "B", 2: "c", 3: "H", 4: "I", 5: "II", 6: "b", 7: "B", 8: "h", 9: "i"}
_TYPES |= {10: "ii", 11: "f", 12: "d", 13: "I", 16: "Q", 17: "q", 18: "Q"}
_SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
_SIZES |= {13: 4, 16: 8, 17: 8, 18: 8}

SUBFILE, WIDTH, HEIGHT, BITS, PACKING, MEANING = 254, 256, 257, 258, 259, 262
STRIPS, SAMPLES, STRIP_BYTES, ACROSS, DOWN, UNIT = 273, 277, 279, 282, 283, 296
SOFTWARE, TILES, TILE_BYTES, INKSET, INK_NAMES, EXTRA = 305, 324, 325, 332, 333, 338
RESOURCES, PROFILE, LAYERS = 34377, 34675, 37724

_SPACES = {0: "DeviceGray", 1: "DeviceGray", 2: "DeviceRGB", 3: "DeviceRGB"}
_SPACES |= {5: "DeviceCMYK", 6: "DeviceRGB", 8: "Lab", 9: "Lab", 10: "Lab"}
_PACKINGS = {1: "", 2: "CCITTFaxDecode", 3: "CCITTFaxDecode", 4: "CCITTFaxDecode"}
_PACKINGS |= {5: "LZWDecode", 6: "DCTDecode", 7: "DCTDecode", 8: "FlateDecode"}
_PACKINGS |= {32773: "RunLengthDecode", 32946: "FlateDecode", 34712: "JPXDecode"}
_REDUCED, _MASK = 1, 4
_INCH, _CENTIMETRE = 2, 3
_ALPHA = {1, 2}


@dataclass(frozen=True, slots=True)
class _Shape:
    """How numbers are written: as for 32 bits, or 64 in BigTIFF."""

    order: str  # of struct
    count: str  # how many entries a directory has
    word: str  # an offset

    @property
    def inline(self):
        """Bytes of a value that stands in the entry itself."""
        return 8 if self.word == "Q" else 4

    @property
    def entry(self):
        """Bytes of an entry."""
        return 4 + 2 * self.inline


def read(source, budget):
    """Return the facts of a TIFF: each of its pictures is a page, previews are not.

    :raise Broken: also if strips lie behind the end: the file was cut off
    """
    head = source.read(0, 4)
    order = "<" if head.startswith(b"II") else ">"
    if 43 in (head[2], head[3]):
        shape = _Shape(order, "Q", "Q")
        [at] = source.numbers(8, order + "Q")
    else:
        shape = _Shape(order, "H", "I")
        [at] = source.numbers(4, order + "I")
    pages, seen, creator, profiles = [], set(), "", {}
    while at:
        if at in seen or len(seen) == MOST_DIRECTORIES:
            raise Broken("its directories never end")
        seen.add(at)
        budget.spend(objects=1)
        tags, at = _directory(source, shape, at)
        if WIDTH not in tags or _first(source, shape, tags, SUBFILE, 0) & (
            _REDUCED | _MASK
        ):
            continue
        _check_whole(source, shape, tags)
        picture = _picture(source, shape, tags)
        pages.append(picture.page(len(pages) + 1))
        creator = creator or _text(_bytes(source, shape, tags, SOFTWARE))
        profiles[picture.profile] = None
    return FileFacts(
        format="tiff",
        version="BigTIFF" if shape.word == "Q" else "",
        creator=creator,
        trouble="" if pages else "no_pages",
        page_count=len(pages),
        pages=tuple(pages),
        output_intents=tuple(filter(None, profiles)),
    )


def _directory(source, shape, at):
    """Return the entries of a directory by tag, and where the next one is."""
    [count] = source.numbers(at, shape.order + shape.count)
    at += 8 if shape.count == "Q" else 2
    if count > 4096:
        raise Broken(f"{count} tags")
    tags = {}
    for entry in range(at, at + count * shape.entry, shape.entry):
        tag, kind, length = source.numbers(entry, f"{shape.order}HH{shape.word}")
        place = entry + 4 + shape.inline
        if _SIZES.get(kind, 0) * length > shape.inline:
            [place] = source.numbers(place, shape.order + shape.word)
        tags[tag] = (kind, length, place)
    [following] = source.numbers(at + count * shape.entry, shape.order + shape.word)
    return tags, following


def _values(source, shape, tags, tag):
    """Return the numbers of a tag; none if it is not there."""
    kind, length, place = tags.get(tag, (None, 0, 0))
    if kind not in _TYPES or not length:
        return ()
    if length > MOST_VALUES:
        raise Broken(f"{length} values")
    return source.numbers(place, shape.order + _TYPES[kind] * length)


def _first(source, shape, tags, tag, otherwise):
    values = _values(source, shape, tags, tag)
    return values[0] if values and isinstance(values[0], int) else otherwise


def _bytes(source, shape, tags, tag):
    """Return the content of a tag that is no row of numbers."""
    kind, length, place = tags.get(tag, (None, 0, 0))
    size = _SIZES.get(kind, 0) * length
    return source.read(place, size) if size else b""


def _text(content):
    return content.split(b"\0")[0].decode("utf-8", "replace").strip()


def _check_whole(source, shape, tags):
    """Refuse a picture whose bytes are not all there."""
    for places, lengths in ((STRIPS, STRIP_BYTES), (TILES, TILE_BYTES)):
        pairs = zip(
            _values(source, shape, tags, places),
            _values(source, shape, tags, lengths),
            strict=False,
        )
        if any(place + length > source.size for place, length in pairs):
            raise Broken("the picture is cut off")


def _picture(source, shape, tags):
    def first(tag, otherwise):
        return _first(source, shape, tags, tag, otherwise)

    meaning, samples = first(MEANING, 0), first(SAMPLES, 1)
    extra = _values(source, shape, tags, EXTRA)
    space = _SPACES.get(meaning, "")
    picture = Picture(
        width=first(WIDTH, 0),
        height=first(HEIGHT, 0),
        ppi=(
            _resolution(source, shape, tags, ACROSS),
            _resolution(source, shape, tags, DOWN),
        ),
        space=space,
        bits=first(BITS, 1),
        packing=_PACKINGS.get(first(PACKING, 1), ""),
        has_transparency=bool(_ALPHA & set(extra)),
        profile=profile_name(_bytes(source, shape, tags, PROFILE)[:MOST_PROFILE]),
    )
    if meaning == 5 and (first(INKSET, 1) != 1 or samples - len(extra) != 4):
        picture.space = "DeviceN"
        names = _bytes(source, shape, tags, INK_NAMES).split(b"\0")
        picture.colourants = tuple(filter(None, map(_text, names)))
    resources = photoshop.read_resources(_bytes(source, shape, tags, RESOURCES))
    picture.spots = resources.spots
    return picture


def _resolution(source, shape, tags, tag):
    """Return pixels an inch; 0 if the file does not say."""
    values = _values(source, shape, tags, tag)
    unit = _first(source, shape, tags, UNIT, _INCH)
    if len(values) < 2 or not values[1] or unit not in (_INCH, _CENTIMETRE):
        return 0.0
    return values[0] / values[1] * (2.54 if unit == _CENTIMETRE else 1)
