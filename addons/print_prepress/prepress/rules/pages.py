"""Rules about sizes, boxes, bleed and what lies near the cut."""

from collections.abc import Iterator

from ..facts import FileFacts, PageFacts
from ..ordered import Ordered
from .geometry import (
    TOLERANCE_MM,
    beyond,
    deviation,
    file_sizes,
    fits,
    is_inside,
    size_of,
    trim_of,
)
from .rule import AT_LEAST, AT_MOST, Place, Rule

# What ends so near the cut was meant to reach it.
MEANT_TO_BLEED_MM = 1.0
# How each edge stands in ``beyond`` and what it is called: top first, as orders say.
EDGES = (("top", 3), ("right", 2), ("bottom", 1), ("left", 0))


def measure_trim_box(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    for page in facts.pages:
        if not page.trim and facts.format == "pdf" and not ordered.is_imposed:
            width, height = size_of(trim_of(page, ordered))
            told = {"w": _mm(width * ordered.scale), "h": _mm(height * ordered.scale)}
            yield Place((page.number,), facts=told)


def measure_size(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    """How many mm of the finished work a page is off."""
    for page, off, _side, told in _sizes(facts, ordered):
        yield Place((page.number,), page.trim, off * ordered.scale, facts=told)


def measure_size_percent(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    for page, off, side, told in _sizes(facts, ordered):
        yield Place((page.number,), page.trim, 100 * off / side, facts=told)


def _sizes(facts, ordered):
    """Yield ``(page, mm off in the file, ordered side, facts for the sentence)``."""
    sizes = file_sizes(ordered)
    if not sizes or ordered.is_imposed:
        return
    for page in facts.pages:
        found = size_of(trim_of(page, ordered))
        nearest = min(sizes, key=lambda wanted: deviation(found, wanted))
        off = deviation(found, nearest)
        told = {
            "found_w": _mm(found[0] * ordered.scale),
            "found_h": _mm(found[1] * ordered.scale),
            "w": _mm(nearest[0] * ordered.scale),
            "h": _mm(nearest[1] * ordered.scale),
        }
        if _is_spread(found, sizes):
            told["kind"] = "spread"
        yield page, off, max(nearest), told


def _is_spread(found, sizes) -> bool:
    """Whether two ordered pages lie side by side."""
    return any(
        abs(found[0] - 2 * width) <= 2 * TOLERANCE_MM
        and abs(found[1] - height) <= TOLERANCE_MM
        for width, height in sizes
    )


def measure_sheet(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    """Pages that their plate, film or proof does not hold, marks and all."""
    if not ordered.sheet:
        return
    for page in facts.pages:
        box = page.media if ordered.is_imposed else trim_of(page, ordered)
        size = tuple(side * ordered.scale for side in size_of(box))
        if not fits(size, ordered.sheet):
            told = {
                "found_w": _mm(size[0]),
                "found_h": _mm(size[1]),
                "w": _mm(ordered.sheet[0]),
                "h": _mm(ordered.sheet[1]),
            }
            yield Place((page.number,), facts=told)


def measure_alike(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    """Pages of another size, or turned another way, than the first."""
    if len(facts.pages) < 2:
        return
    first = size_of(trim_of(facts.pages[0], ordered))
    for page in facts.pages[1:]:
        size = size_of(trim_of(page, ordered))
        apart = max(abs(a - b) for a, b in zip(size, first, strict=True))
        yield Place((page.number,), value=apart * ordered.scale)


def measure_user_unit(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    for page in facts.pages:
        if page.user_unit != 1.0:
            yield Place((page.number,))


def measure_crop(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    """Crop boxes that hide some of what is printed."""
    for page in facts.pages:
        if not (page.crop and page.trim):
            continue
        if min(beyond(page.crop, page.trim)) < -TOLERANCE_MM:
            yield Place((page.number,), page.crop)


def measure_bleed(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    """The least that a side which needs it reaches over the cut.

    A side whose content keeps clear of the cut needs none. What the file calls its
    bleed, and what it paints, have both to be there.
    """
    if ordered.is_imposed:
        return
    for page in facts.pages:
        if page.is_empty:
            continue
        trim = trim_of(page, ordered)
        room = beyond(page.bleed or page.media, trim)
        painted = beyond(page.content, trim) if page.content else room
        sides = [
            (max(min(there, paint), 0.0), side)
            for side, (there, paint) in enumerate(zip(room, painted, strict=True))
            if paint >= -MEANT_TO_BLEED_MM
        ]
        if sides:
            least, side = min(sides)
            strip = _strip(trim, side)
            yield Place((page.number,), strip, least * ordered.scale)


def _strip(trim, side, width=5.0):
    """Return the strip along one edge of the cut, to be shown."""
    left, bottom, right, top = trim
    return (
        (left - width, bottom, left + width, top),
        (left, bottom - width, right, bottom + width),
        (right - width, bottom, right + width, top),
        (left, top - width, right, top + width),
    )[side]


def measure_live_area(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    """Text and lines inside the page, and how near they are to its cut."""
    if ordered.is_imposed:
        return
    for page in facts.pages:
        trim = trim_of(page, ordered)
        for mark in (*page.texts, *page.lines):
            if is_inside(mark.box, trim):
                near = min(beyond(trim, mark.box))
                yield Place((page.number,), mark.box, near * ordered.scale)


def measure_empty(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    for page in facts.pages:
        if page.is_empty:
            yield Place((page.number,))


def measure_count(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    yield Place(value=float(facts.page_count))


def measure_pockets(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    """R27: what an edge lacks of the material that its pocket takes.

    The visible size is ordered; the picture has to go on behind it.
    """
    if not any(ordered.pockets):
        return
    for page in facts.pages:
        room = _beyond_visible(page, ordered)
        for (edge, side), needed in zip(EDGES, ordered.pockets, strict=True):
            if needed:
                has = max(room[side], 0.0) * ordered.scale
                told = {"edge": edge, "need": _mm(needed), "has": _mm(has)}
                if has < needed - TOLERANCE_MM:
                    yield Place((page.number,), facts=told)


def _beyond_visible(page: PageFacts, ordered: Ordered):
    """How far the page goes on over what is seen, evenly where it has no trim box."""
    if page.trim or not ordered.sizes:
        return beyond(page.media, trim_of(page, ordered))
    width, height = size_of(page.media)
    across, down = min(
        (size for wanted in file_sizes(ordered) for size in (wanted, wanted[::-1])),
        key=lambda size: abs(width - size[0]) + abs(height - size[1]),
    )
    side, end = (width - across) / 2, (height - down) / 2
    return side, end, side, end


def _mm(length: float) -> str:
    """A length as the sentence takes it.

    >>> _mm(210.0), _mm(209.96), _mm(0.25)
    ('210', '210', '0.2')
    """
    text = f"{length:.1f}"
    return text.removesuffix(".0")


def _ordered_bleed(figure: float, ordered: Ordered) -> float:
    return figure if ordered.bleed_mm is None else ordered.bleed_mm


RULES = (
    Rule("trim_box", measure_trim_box),
    Rule("size", measure_size, AT_MOST, "mm"),
    Rule("size_percent", measure_size_percent, AT_MOST, "%"),
    Rule("sheet", measure_sheet),
    Rule("pages_alike", measure_alike, AT_MOST, "mm"),
    Rule("user_unit", measure_user_unit),
    Rule("crop_box", measure_crop),
    Rule("bleed", measure_bleed, AT_LEAST, "mm", limit=_ordered_bleed),
    Rule("live_area", measure_live_area, AT_LEAST, "mm"),
    Rule("empty_page", measure_empty),
    Rule("pages_most", measure_count, AT_MOST),
    Rule("R27", measure_pockets),
)
