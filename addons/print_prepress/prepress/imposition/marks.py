"""Marks around the pages of a sheet: where they are, for whatever draws them.

Lengths are whole micrometres, as in a plan. Nothing is set where the press cannot
print, and nothing on a page.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from .fault import Fault
from .scheme import PERFECT
from .sheets import Area, Plan, PlannedSheet, Side

OPPOSITE = {"left": "right", "right": "left", "top": "bottom", "bottom": "top"}
TARGET_UM = 2500  # radius of a register mark
LEAST_TARGET_UM = 1200
TEXT_UM = 2400  # height of the slug line
APART_UM = 1000
COLLATION_UM = 8000  # length of a collation mark along the spine
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
TINTS = (100, 75, 50, 25)  # percent, one round of the colour bar each
OTHER_EDGES = {"x": ("bottom", "top"), "y": ("left", "right")}


@dataclass(frozen=True, slots=True)
class Line:
    """A mark at which the sheet is cut, or folded where it ``is_fold``."""

    x1: int
    y1: int
    x2: int
    y2: int
    is_fold: bool = False


@dataclass(frozen=True, slots=True)
class Target:
    """A register mark: a cross in a circle."""

    x: int
    y: int
    radius: int


@dataclass(frozen=True, slots=True)
class Patch:
    """A patch of the colour bar; ``tint`` is percent."""

    area: Area
    ink: str
    tint: int


@dataclass(frozen=True, slots=True)
class Block:
    """A collation mark on the back of a signature."""

    area: Area


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text beginning at a point; ``rotation`` is counter-clockwise.

    Each part is a text and the ink that it is printed in, "" for all inks.
    """

    x: int
    y: int
    height: int
    rotation: int
    parts: tuple[tuple[str, str], ...]


Mark = Line | Target | Patch | Block | Text


def marks_of(
    plan: Plan, sheet: PlannedSheet, side: Side, inks: tuple[str, ...] = PROCESS
) -> Iterator[Mark]:
    """Yield the marks of a side.

    :param inks: of the job, each with a place in the colour bar
    """
    wanted, frame = plan.scheme.marks, Frame(plan)
    if wanted.trim:
        yield from _trim_marks(plan, side, frame)
    if wanted.fold:
        yield from _fold_marks(plan, frame)
    if wanted.register:
        yield from _targets(side, frame)
    if wanted.colour_bar and inks:
        yield from _colour_bar(frame, inks)
    if wanted.collation and plan.scheme.binding == PERFECT:
        yield from _collation(plan, sheet, side)
    if wanted.slug:
        yield from _slug(plan, sheet, side, frame, inks)


def no_room(plan: Plan) -> tuple[Fault, ...]:
    """Return what is wanted of marks and finds no place on the sheet."""
    wanted, frame = plan.scheme.marks, Frame(plan)
    found = []
    sizes = {edge: frame.room(edge) for edge in OPPOSITE}
    if wanted.trim and min(sizes.values()) <= frame.begin:
        found.append("marks.trim")
    if wanted.register and min(sizes.values()) < frame.begin + 2 * LEAST_TARGET_UM:
        found.append("marks.register")
    if wanted.colour_bar and not frame.bar():
        found.append("marks.colour_bar")
    if wanted.slug and not frame.text():
        found.append("marks.slug")
    return tuple(Fault("no_room", field, is_error=False) for field in found)


class Frame:
    """The strips between the pages and what can be printed, one at each edge.

    From the layout outwards: trim, fold and register marks, then at the tail the colour
    bar and at the grip the slug line.
    """

    def __init__(self, plan):
        marks = plan.scheme.marks
        self.layout, self.printable = plan.layout, plan.printable
        self.bleed = round(plan.scheme.bleed_mm * 1000)
        # Pages of folded work are cut inside of the layout, and clipped at its edge.
        self.reach = 0 if plan.scheme.is_folded() else self.bleed
        self.offset = round(marks.offset_mm * 1000)
        self.length = round(marks.length_mm * 1000)
        self.height = round(marks.bar_mm * 1000)
        self.begin = max(self.offset, self.reach)
        self.grip = plan.scheme.sheet.gripper_edge
        self.tail = OPPOSITE[self.grip]

    def room(self, edge):
        """Return how far one can print beyond the layout."""
        one, other = _side_of(self.printable, edge), _side_of(self.layout, edge)
        return abs(one - other)

    def point(self, edge, along, out):
        """Return the point ``out`` beyond an edge of the layout."""
        at = _side_of(self.layout, edge)
        at += out if edge in ("right", "top") else -out
        return (along, at) if edge in ("bottom", "top") else (at, along)

    def strip(self, edge, size):
        """Return the strip beyond the other marks of an edge, None if it has no place.

        It is as long as the layout.
        """
        taken = self.begin + self.length + APART_UM
        if self.room(edge) < taken + size:
            return None
        layout = self.layout
        below, above = -taken - size, taken
        if edge in ("bottom", "top"):
            at = layout.bottom + below if edge == "bottom" else layout.top + above
            return Area(layout.left, at, layout.width, size)
        at = layout.left + below if edge == "left" else layout.right + above
        return Area(at, layout.bottom, size, layout.height)

    def bar(self):
        return self.strip(self.tail, self.height)

    def text(self):
        return self.strip(self.grip, TEXT_UM)


def _side_of(area, edge):
    return {
        "left": area.left,
        "right": area.right,
        "bottom": area.bottom,
        "top": area.top,
    }[edge]


def _trim_marks(plan, side, frame):
    """Yield a mark at each end of every line that the sheet is cut along."""
    lines = {"x": set(), "y": set()}
    for place in side.placements:
        lines["x"] |= {place.trim.left, place.trim.right}
        lines["y"] |= {place.trim.bottom, place.trim.top}
    for axis, at in plan.folds:
        if plan.scheme.marks.fold:
            lines[axis].discard(at)
    if plan.cut:
        lines[plan.cut[0]].add(plan.cut[1])
    for axis, found in lines.items():
        for at in sorted(found):
            yield from _ends(frame, axis, at, is_fold=False)


def _fold_marks(plan, frame):
    for axis, at in plan.folds:
        yield from _ends(frame, axis, at, is_fold=True)


def _ends(frame, axis, at, is_fold):
    for edge in OTHER_EDGES[axis]:
        end = min(frame.begin + frame.length, frame.room(edge))
        if end > frame.begin:
            yield Line(
                *frame.point(edge, at, frame.begin),
                *frame.point(edge, at, end),
                is_fold,
            )


def _targets(side, frame):
    """Yield register marks: at each edge before the middle of its outermost pages.

    There no other mark is, and they lie behind one another on both sides.
    """
    trims = [place.trim for place in side.placements]
    middles = {
        "x": {trim.left + trim.width // 2 for trim in trims},
        "y": {trim.bottom + trim.height // 2 for trim in trims},
    }
    for axis, edges in OTHER_EDGES.items():
        for edge in edges:
            room = min(frame.room(edge) - frame.begin, frame.length)
            radius = min(room // 2, TARGET_UM)
            if radius >= LEAST_TARGET_UM:
                for along in sorted({min(middles[axis]), max(middles[axis])}):
                    point = frame.point(edge, along, frame.begin + radius)
                    yield Target(*point, radius)


def _colour_bar(frame, inks):
    strip = frame.bar()
    if not strip:
        return
    is_level = strip.width >= strip.height
    size = frame.height
    count = (strip.width if is_level else strip.height) // size
    for number in range(count):
        tint, ink = divmod(number, len(inks))
        x = strip.left + (number * size if is_level else 0)
        y = strip.bottom + (0 if is_level else number * size)
        yield Patch(Area(x, y, size, size), inks[ink], TINTS[tint % len(TINTS)])


def _collation(plan, sheet, side):
    """Yield the mark on the back of a signature, a step lower on each."""
    count = max(each.signature for each in plan.sheets)
    for place in _firsts(plan, sheet, side):
        width = max(round(plan.scheme.spine_mm * 1000), APART_UM)
        is_level = place.spine in ("bottom", "top")
        length = place.trim.width if is_level else place.trim.height
        size = min(COLLATION_UM, length // (count + 1))
        at = size * (sheet.signature - 1) % max(length - size, 1)
        fold = _fold_of(place, plan)
        # Counted from the head of page 1
        if place.rotation in (0, 270):
            at = length - size - at
        if is_level:
            area = Area(place.trim.left + at, fold - width, size, 2 * width)
        else:
            area = Area(fold - width, place.trim.bottom + at, 2 * width, size)
        yield Block(area)


def _firsts(plan, sheet, side):
    """Return the places of a signature's first page."""
    per = len(side.placements) * len(sheet.sides) // plan.pieces
    first = (sheet.signature - 1) * per + 1
    return [place for place in side.placements if place.page == first]


def _fold_of(place, plan):
    """Return where the spine of a page is folded."""
    by = round(plan.scheme.spine_mm * 1000)
    at = _side_of(place.trim, place.spine)
    return at - by if place.spine in ("left", "bottom") else at + by


def _slug(plan, sheet, side, frame, inks):
    strip = frame.text()
    if not strip:
        return
    values = {
        "{sheet}": str(sheet.number),
        "{sheets}": str(len(plan.sheets)),
        "{signature}": str(sheet.signature),
        "{side}": side.name,
    }
    text = plan.scheme.marks.slug
    for name, value in values.items():
        text = text.replace(name, value)
    parts = []
    for number, part in enumerate(text.split("{ink}")):
        if number:
            parts += [(ink + " ", ink) for ink in inks]
        if part:
            parts.append((part, ""))
    is_level = frame.grip in ("bottom", "top")
    # A line that stands reads upwards, its feet at the right.
    x = strip.left if is_level else strip.right
    yield Text(x, strip.bottom, TEXT_UM, 0 if is_level else 90, tuple(parts))
