"""Rules about pictures as they are placed."""

from collections.abc import Iterator

from ..facts import FileFacts
from ..ordered import Ordered
from .rule import AT_LEAST, AT_MOST, Place, Rule

SMALLEST_PX = 16  # rules and dots are drawn as pictures, too: nobody sees their pixels
USUAL_RULING_LPI = 150.0


def _pictures(facts, ordered, is_bitmap):
    """Yield ``(page, picture, ppi at the size of the finished work)``."""
    for page in facts.pages:
        for picture in page.images:
            is_small = min(picture.width_px, picture.height_px) <= SMALLEST_PX
            if picture.is_bitmap == is_bitmap and not is_small:
                yield page, picture, picture.ppi / ordered.scale


def measure_ppi(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    for page, picture, ppi in _pictures(facts, ordered, is_bitmap=False):
        yield Place((page.number,), picture.box, ppi)


def measure_bitmap_ppi(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    for page, picture, ppi in _pictures(facts, ordered, is_bitmap=True):
        yield Place((page.number,), picture.box, ppi)


def measure_jpx(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    for page in facts.pages:
        for picture in page.images:
            if picture.filter == "JPXDecode":
                yield Place((page.number,), picture.box)


def measure_bits(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    for page in facts.pages:
        for picture in page.images:
            yield Place((page.number,), picture.box, float(picture.bits))


def _per_ruling(factor: float, ordered: Ordered) -> float:
    """So many pixels for each line of the screen.

    >>> _per_ruling(1.5, Ordered(ruling_lpi=175.0))
    262.5
    """
    return factor * (ordered.ruling_lpi or USUAL_RULING_LPI)


RULES = (
    Rule("ppi_low", measure_ppi, AT_LEAST, "ppi"),
    Rule("ppi_ruling", measure_ppi, AT_LEAST, "× lpi", limit=_per_ruling),
    Rule("ppi_high", measure_ppi, AT_MOST, "ppi"),
    Rule("bitmap_low", measure_bitmap_ppi, AT_LEAST, "ppi"),
    Rule("jpeg2000", measure_jpx),
    Rule("bits", measure_bits, AT_MOST, "bit"),
)
