"""What planning folded work and planning leaves have in common."""

from dataclasses import dataclass, replace

from .fault import Fault, NoPlan
from .marks import OPPOSITE, no_room
from .sheets import BACK_SIDE, FRONT, Area, Plan, Side


def micrometres(mm: float) -> int:
    """Return whole micrometres, so that what fits exactly does.

    They are even, so that halves are whole: backs lie exactly behind their fronts.
    """
    return 2 * round(mm * 500)


@dataclass(frozen=True, slots=True)
class Cell:
    """A place of the grid on one side: ``slot`` says which page comes there.

    ``x``, ``y`` count cells from the lower left of the sheet.
    """

    slot: object
    is_front: bool
    x: int
    y: int
    rotation: int
    spine: str = ""


class Planner:
    """What both kinds of work share: the grid on the sheet, and its halves."""

    def __init__(self, scheme, page_count, trim):
        self.scheme = scheme
        self.page_count = page_count
        self.trim = tuple(map(micrometres, trim))
        self.printable = _printable(scheme)
        self.turns_x = scheme.turns_over_x()
        self.is_lying = scheme.rotation % 180 == 90

    def plan(self) -> Plan:
        layout = self._laid(*self.extent())
        sheets = tuple(self.sheets(layout))
        result = Plan(
            scheme=self.scheme,
            page_count=self.page_count,
            trim=self.trim,
            size=_size(self.scheme.sheet),
            sheets=sheets,
            printable=self.printable,
            layout=layout,
            folds=tuple(self.folds(layout)),
            cut=self.cut(layout),
            pieces=self.pieces(),
        )
        faults = (*self.blanks(), *self.bleed_cut(sheets[0]), *no_room(result))
        return replace(result, faults=faults)

    def _laid(self, width, height):
        """Return the area of the layout, in the middle of what can be printed.

        :raise NoPlan: if it is too large
        """
        room, reach = self.printable, 2 * self.reach()
        if width + reach > room.width or height + reach > room.height:
            raise NoPlan((_too_large(width + reach, height + reach, room),))
        left = room.left + (room.width - width) // 2
        bottom = room.bottom + (room.height - height) // 2
        return Area(left, bottom, width, height)

    def reach(self):
        """Return how far bleed is printed beyond the layout."""
        return 0

    def halves(self):
        """Return how often the grid lies side by side, and above itself."""
        if not self.scheme.has_one_set():
            return 1, 1
        return (2, 1) if self.turns_x else (1, 2)

    def cut(self, layout):
        """Return where the sheet is cut in halves, None if it is not."""
        if not self.scheme.has_one_set():
            return None
        if self.turns_x:
            return ("x", layout.left + layout.width // 2)
        return ("y", layout.bottom + layout.height // 2)

    def sides(self, cells, plate, place):
        """Return the sides of a sheet.

        :param cells: of front and back, each as its own side shows it
        :param place: called with a cell and its column and row on the sheet
        """
        columns, rows = self.grid
        front = [place(cell, cell.x, cell.y) for cell in cells if cell.is_front]
        back = [cell for cell in cells if not cell.is_front]
        if not self.turns_x:
            # They were seen turned about the vertical: turn them about the other.
            back = [
                replace(
                    cell,
                    x=columns - 1 - cell.x,
                    y=rows - 1 - cell.y,
                    rotation=(cell.rotation + 180) % 360,
                    spine=OPPOSITE.get(cell.spine, ""),
                )
                for cell in back
            ]
        if self.scheme.has_one_set():
            # The back lies on the other half, so that it comes behind the front.
            across, up = (columns, 0) if self.turns_x else (0, rows)
            front += [place(cell, cell.x + across, cell.y + up) for cell in back]
            back = front
        elif self.scheme.is_two_sided():
            back = [place(cell, cell.x, cell.y) for cell in back]
        else:
            return (Side(FRONT, plate, _sorted(front)),)
        last = plate if self.scheme.has_one_set() else plate + 1
        return (
            Side(FRONT, plate, _sorted(front)),
            Side(BACK_SIDE, last, _sorted(back)),
        )

    def blanks(self):
        """Yield the fault that pages do not fill what is printed."""
        if blanks := self.capacity - self.page_count:
            facts = {
                "pages": str(self.page_count),
                "blanks": str(blanks),
                "filled": str(self.capacity),
            }
            yield Fault("blanks", "page_count", facts, is_error=False)

    def bleed_cut(self, sheet):
        """Yield the faults that pages lie too close together for their bleed.

        The spine is left out: bleed ends in the fold.
        """
        bleed, room = micrometres(self.scheme.bleed_mm), {}
        for side in sheet.sides:
            for place in side.placements:
                for edge, outside in _outside(place).items():
                    if edge != place.spine and outside < bleed:
                        field = self.field(place, edge)
                        room[field] = min(outside, room.get(field, bleed))
        for field in sorted(room):
            facts = {"bleed": in_mm(bleed), "room": in_mm(room[field])}
            yield Fault("bleed_cut", field, facts, is_error=False)


def _printable(scheme):
    """Return what can be printed of a sheet, on whichever side.

    Edges that change places when the sheet is turned over have the larger of both
    their margins, so that front and back can lie behind one another.
    """
    sheet, margins = scheme.sheet, scheme.sheet.margins
    taken = {
        "left": margins.left,
        "right": margins.right,
        "bottom": margins.bottom,
        "top": margins.top,
    }
    taken[sheet.gripper_edge] += sheet.gripper_mm
    taken = {edge: micrometres(by) for edge, by in taken.items()}
    if scheme.is_two_sided():
        one, other = ("left", "right") if scheme.turns_over_x() else ("bottom", "top")
        taken[one] = taken[other] = max(taken[one], taken[other])
    width, height = _size(sheet)
    return Area(
        taken["left"],
        taken["bottom"],
        width - taken["left"] - taken["right"],
        height - taken["bottom"] - taken["top"],
    )


def _size(sheet):
    return micrometres(sheet.width_mm), micrometres(sheet.height_mm)


def _outside(place):
    """Return what is printed beyond each edge of a page."""
    trim, clip = place.trim, place.clip
    return {
        "left": trim.left - clip.left,
        "right": clip.right - trim.right,
        "bottom": trim.bottom - clip.bottom,
        "top": clip.top - trim.top,
    }


def _sorted(placements):
    return tuple(sorted(placements, key=lambda place: (-place.row, place.column)))


def _too_large(width, height, room):
    field = "sheet.width_mm" if width > room.width else "sheet.height_mm"
    facts = {
        "need_width": in_mm(width),
        "need_height": in_mm(height),
        "width": in_mm(room.width),
        "height": in_mm(room.height),
    }
    return Fault("too_large", field, facts)


def in_mm(micrometres_):
    return f"{micrometres_ / 1000:g}"
