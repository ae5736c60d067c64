"""A plan: which page lies where on which side of which sheet.

Lengths are whole micrometres from the lower left corner of the sheet, so that what
fits exactly does.
"""

from dataclasses import dataclass

from .fault import Fault
from .scheme import Scheme

FRONT, BACK_SIDE = "front", "back"


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle in whole micrometres."""

    left: int
    bottom: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.left + self.width

    @property
    def top(self) -> int:
        return self.bottom + self.height

    @property
    def mm(self) -> tuple[float, float, float, float]:
        """Left, bottom, width and height in mm."""
        return tuple(
            each / 1000 for each in (self.left, self.bottom, self.width, self.height)
        )

    def moved(self, x: int, y: int) -> "Area":
        return Area(self.left + x, self.bottom + y, self.width, self.height)

    def shared(self, other: "Area") -> "Area":
        """Return what two areas share; it has no size where they share nothing."""
        left, bottom = max(self.left, other.left), max(self.bottom, other.bottom)
        right, top = min(self.right, other.right), min(self.top, other.top)
        return Area(left, bottom, max(right - left, 0), max(top - bottom, 0))


@dataclass(frozen=True, slots=True)
class Placement:
    """A page on a sheet.

    :ivar page: its number from 1; None for a blank one
    :ivar rotation: degrees counter-clockwise that it is turned by
    :ivar trim: where the paper is cut
    :ivar content: where the page's own TrimBox comes: moved by the creep, or narrower
    :ivar clip: what may be printed of it, with bleed, up to its neighbours
    :ivar column: place in the grid, from the left
    :ivar row: place in the grid, from below
    :ivar spine: edge of ``trim`` on the sheet where the fold of the back is, "" if none
    """

    page: int | None
    rotation: int
    trim: Area
    content: Area
    clip: Area
    column: int
    row: int
    spine: str = ""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a sheet as its plate shows it.

    ``plate`` numbers sets of plates from 1: both sides of work and turn have the same.
    """

    name: str
    plate: int
    placements: tuple[Placement, ...]


@dataclass(frozen=True, slots=True)
class PlannedSheet:
    """A press sheet; ``signature`` counts from 1, in the order of binding."""

    number: int
    signature: int
    sides: tuple[Side, ...]

    def printed(self) -> tuple[Side, ...]:
        """Return the sides with plates of their own: one of work and turn."""
        return tuple({side.plate: side for side in reversed(self.sides)}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Plan:
    """All sheets of a job.

    :ivar trim: width and height of a finished page
    :ivar size: width and height of a sheet
    :ivar folds: lines at which each sheet is folded, in micrometres from its left
        (``x``) or lower (``y``) edge, first fold first, as ``("x", 500000)``
    :ivar cut: where it is cut in halves before that, in the same way; None if it is not
    :ivar printable: what the press can print of a sheet
    :ivar layout: what the pages take of a sheet, with what is trimmed off
    :ivar pieces: finished pieces of the same kind that each sheet yields
    :ivar faults: none of them an error
    """

    scheme: Scheme
    page_count: int
    trim: tuple[int, int]
    size: tuple[int, int]
    sheets: tuple[PlannedSheet, ...]
    printable: Area
    layout: Area
    folds: tuple[tuple[str, int], ...] = ()
    cut: tuple[str, int] | None = None
    pieces: int = 1
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """What a plan takes and yields, for one copy of the job.

    :ivar signatures: folded sheets of a copy, or sheets with pages of their own
    :ivar sheets: press sheets with plates of their own
    :ivar sides: printed sides of these
    :ivar plate_sets: sets of plates; one plate of a set for each ink
    :ivar pages_per_sheet: places for pages that a sheet has, both sides together
    :ivar pieces_per_sheet: how often a sheet yields the same leaves
    """

    pages: int
    blanks: int
    signatures: int
    sheets: int
    sides: int
    plate_sets: int
    pages_per_sheet: int
    pieces_per_sheet: int


def counts(plan: Plan) -> Counts:
    """Return how many sheets, sides and sets of plates a plan takes."""
    sides = [side for sheet in plan.sheets for side in sheet.sides]
    filled = {place.page for side in sides for place in side.placements} - {None}
    first = plan.sheets[0]
    places = sum(len(side.placements) for side in first.sides)
    blanks = next(
        (int(each.facts["blanks"]) for each in plan.faults if each.code == "blanks"), 0
    )
    return Counts(
        pages=len(filled),
        blanks=blanks,
        signatures=len({sheet.signature for sheet in plan.sheets}),
        sheets=len(plan.sheets),
        sides=len(sides),
        plate_sets=len({side.plate for side in sides}),
        pages_per_sheet=places,
        pieces_per_sheet=plan.pieces,
    )
