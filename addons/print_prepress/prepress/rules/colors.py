"""Rules about colour spaces, inks, and how much ink lies in one place."""

from collections.abc import Iterable, Iterator
from itertools import combinations

from ..facts import FileFacts
from ..ordered import Ordered
from .geometry import touches, trim_of
from .rule import AT_MOST, Place, Rule

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
NO_INKS = ("All", "None")  # every plate, and no plate
# Technical colours: they are no ink of the picture. Lower case.
TECHNICAL = {
    *("cutcontour", "cut", "varnish", "white", "foil", "emboss", "perf", "crease"),
    *("fold", "dieline", "die", "braille"),
}
# Papers that take less ink, each with a rule of its own.
UNCOATED = ("uncoated",)
NEWS = ("news",)


def inks_of(facts: Iterable[FileFacts]) -> tuple[str, ...]:
    """Every ink that these files put on paper: process colours first, in their order.

    >>> from ..facts import PageFacts
    >>> page = PageFacts(1, (0, 0, 9, 9), inks=("PANTONE 185 C", "Black", "All"))
    >>> inks_of([FileFacts("pdf", pages=(page,))])
    ('Black', 'PANTONE 185 C')
    """
    used = {
        ink: None
        for file in facts
        for page in file.pages
        for ink in page.inks
        if ink not in NO_INKS
    }
    process = [ink for ink in PROCESS if ink in used]
    return (*process, *(ink for ink in used if ink not in PROCESS))


def is_rgb(space: str) -> bool:
    """Whether a colour space, as facts name it, has still to be separated."""
    return "RGB" in space


def is_technical(ink: str) -> bool:
    return "".join(ink.casefold().split()) in TECHNICAL


def spots_of(inks: Iterable[str]) -> list[str]:
    return [ink for ink in inks if ink not in PROCESS]


def say_inks(inks: Iterable[str]) -> str:
    """Inks as a person says them.

    >>> say_inks(("Cyan", "Magenta", "Yellow", "Black", "PANTONE 185 C"))
    'CMYK + PANTONE 185 C'
    """
    inks = list(inks)
    if set(PROCESS) <= set(inks):
        return " + ".join(["CMYK", *spots_of(inks)])
    return " + ".join(inks)


# Colour spaces --------------------------------------------------------------------


def _painted(page):
    """Yield ``(box, space, inks)`` of all that a page shows one by one."""
    for mark in (*page.images, *page.texts, *page.lines):
        yield mark.box, mark.space, mark.inks


def measure_rgb(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    yield from _spaces(facts, is_rgb)


def measure_untagged(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    """RGB of which the file does not say what it looks like."""
    yield from _spaces(facts, lambda space: space == "DeviceRGB")


def measure_lab(facts: FileFacts, _ordered: Ordered) -> Iterator[Place]:
    yield from _spaces(facts, lambda space: space.startswith("Lab"))


def _spaces(facts, is_meant):
    """Yield the places of a colour space; the page alone where no place is known."""
    for page in facts.pages:
        boxes = [box for box, space, _inks in _painted(page) if is_meant(space)]
        if boxes:
            largest = max(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1]))
            yield Place((page.number,), largest)
        elif any(is_meant(space) for space in page.spaces):
            yield Place((page.number,))


# Inks -----------------------------------------------------------------------------


def measure_extra_inks(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    """R10: inks that the order does not have."""
    if not (ordered.inks or ordered.colors):
        return
    for page in facts.pages:
        found = inks_of([FileFacts("pdf", pages=(page,))])
        extra = _extra_inks(found, ordered)
        if extra:
            told = {
                "ordered": _say_ordered(ordered),
                "found": say_inks(inks_of([facts])),
            }
            yield Place((page.number,), _where(page, extra), facts=told)


def _extra_inks(found, ordered):
    """Return what ``found`` has beyond the order."""
    known = {*ordered.inks, *ordered.spots, *ordered.extras}
    found = [ink for ink in found if ink in known or not is_technical(ink)]
    if ordered.inks:
        return [ink for ink in found if ink not in known]
    if ordered.spots:
        strangers = [ink for ink in spots_of(found) if ink not in known]
        if strangers:
            return strangers
    printed = [ink for ink in found if ink not in ordered.extras]
    return printed if len(printed) > ordered.colors else []


def _say_ordered(ordered) -> str:
    if ordered.inks:
        return say_inks(ordered.inks)
    return " + ".join([str(ordered.colors - len(ordered.spots)), *ordered.spots])


def _where(page, inks):
    """Return the first place of one of ``inks``, None where only the page is known."""
    return next(
        (box for box, _space, used in _painted(page) if set(inks) & set(used)), None
    )


def measure_unused_inks(files: tuple[FileFacts, ...], ordered: Ordered):
    """R10F: inks that are ordered, and that no page has."""
    if not any(file.pages for file in files) or any(file.is_partial for file in files):
        return
    found = [ink for ink in inks_of(files) if not is_technical(ink)]
    if not found:
        return
    wanted = {ink for ink in ordered.inks if not is_technical(ink)}
    is_less = wanted - set(found) if wanted else len(found) < (ordered.colors or 0)
    if is_less:
        told = {"ordered": _say_ordered(ordered), "found": say_inks(found)}
        yield Place(facts=told)


def measure_twins(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    """R11: two names of what is most likely one ink, in the file or of the order."""
    found = spots_of(inks_of([facts]))
    names = [*found, *(spot for spot in ordered.spots if spot not in found)]
    for one, other in combinations(names, 2):
        if ordered.ink_key(one) == ordered.ink_key(other):
            pages = tuple(
                page.number for page in facts.pages if {one, other} & set(page.inks)
            )
            yield Place(pages, facts={"a": one, "b": other})
            return


def measure_spots(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    """Spot colours that this kind of work makes of other inks."""
    for page in facts.pages:
        for ink in spots_of(inks_of([FileFacts("pdf", pages=(page,))])):
            if not is_technical(ink) and ink not in ordered.extras:
                yield Place((page.number,), _where(page, [ink]), name=ink)


def measure_registration(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    """Colour "All" where it is no mark beside the page."""
    for page in facts.pages:
        trim = trim_of(page, ordered)
        for box, _space, inks in _painted(page):
            if "All" in inks and touches(box, trim):
                yield Place((page.number,), box)


def measure_cut_line(files: tuple[FileFacts, ...], ordered: Ordered) -> Iterator[Place]:
    """R29: a cutting line that is ordered, and that no file has."""
    if not ordered.has_cut_line or not any(file.pages for file in files):
        return
    found = {ink.casefold() for ink in inks_of(files)}
    if "cutcontour" not in found:
        yield Place()


# How much ink lies in one place ------------------------------------------------------


def measure_ink(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    if ordered.paper not in (*UNCOATED, *NEWS):
        yield from _totals(facts)


def measure_ink_uncoated(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    if ordered.paper in UNCOATED:
        yield from _totals(facts)


def measure_ink_news(facts: FileFacts, ordered: Ordered) -> Iterator[Place]:
    if ordered.paper in NEWS:
        yield from _totals(facts)


def _totals(facts):
    for page in facts.pages:
        if page.ink:
            yield Place((page.number,), page.ink.box, page.ink.area_maximum)


RULES = (
    Rule("rgb", measure_rgb),
    Rule("rgb_untagged", measure_untagged),
    Rule("lab", measure_lab),
    Rule("R10", measure_extra_inks),
    Rule("R10F", measure_unused_inks, of_job=True),
    Rule("R11", measure_twins),
    Rule("spots", measure_spots),
    Rule("registration", measure_registration),
    Rule("R29", measure_cut_line, of_job=True),
    Rule("ink_total", measure_ink, AT_MOST, "%"),
    Rule("ink_uncoated", measure_ink_uncoated, AT_MOST, "%"),
    Rule("ink_news", measure_ink_news, AT_MOST, "%"),
)
