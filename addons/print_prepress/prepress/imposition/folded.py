"""Planning stitched and glued work: pages of folded sheets."""

import math

from .catalogue import CATALOGUE
from .fault import Fault, NoPlan
from .folding import LEFT, RIGHT
from .marks import OPPOSITE
from .planner import Cell, Planner, in_mm, micrometres
from .scheme import PERFECT, SADDLE, SCALE
from .sheets import Area, Placement, PlannedSheet

# Where an edge of a page comes when it is turned counter-clockwise by 90 degrees
TURNED = {"left": "bottom", "bottom": "right", "right": "top", "top": "left"}


class Folded(Planner):
    """Saddle stitched and perfect bound work."""

    def __init__(self, scheme, page_count, trim):
        super().__init__(scheme, page_count, trim)
        self.pattern = CATALOGUE[scheme.fold]
        self.pages = self.pattern.pages()
        self.per_signature = len(self.pages)
        self.signatures = math.ceil(page_count / self.per_signature)
        self.capacity = self.signatures * self.per_signature
        width, height = self.trim
        spine, face, head, foot = map(
            micrometres,
            (scheme.spine_mm, scheme.face_mm, scheme.head_mm, scheme.foot_mm),
        )
        self.allowed = {"spine": spine, "face": face, "head": head, "foot": foot}
        cell = (width + spine + face, height + head + foot)
        self.cell = cell[::-1] if self.is_lying else cell
        grid = (self.pattern.columns, self.pattern.rows)
        self.grid = grid[::-1] if self.is_lying else grid
        if faults := self._creep_faults():
            raise NoPlan(faults)

    def extent(self):
        across, up = self.halves()
        return (
            self.cell[0] * self.grid[0] * across,
            self.cell[1] * self.grid[1] * up,
        )

    def pieces(self):
        return 2 if self.scheme.has_one_set() else 1

    def field(self, place, edge):
        """Return the figure of the scheme that an edge of a page follows."""
        return next(
            f"{name}_mm"
            for name in self.allowed
            if _edge_of(name, place.rotation, place.spine) == edge
        )

    def folds(self, layout):
        """Yield where the sheet is folded, on both halves if it has two."""
        across, up = self.halves()
        columns, rows = self.grid
        for axis, line in self.pattern.lines():
            axis, line = self._turned(axis, line)
            if axis == "x":
                for half in range(across):
                    yield (axis, layout.left + (half * columns + line) * self.cell[0])
            else:
                for half in range(up):
                    yield (axis, layout.bottom + (half * rows + line) * self.cell[1])

    def _turned(self, axis, line):
        """Return a line of the pattern's grid as one of the grid on the sheet."""
        turns = self.scheme.rotation // 90
        length = self.pattern.columns if axis == "x" else self.pattern.rows
        is_counted_back = turns in ((2, 3) if axis == "x" else (1, 2))
        if turns % 2:
            axis = "y" if axis == "x" else "x"
        return axis, length - line if is_counted_back else line

    def sheets(self, layout):
        cells = [self._cell(page) for page in self.pages]
        plates = 1 if self.scheme.has_one_set() else 2

        for signature in range(self.signatures):

            def place(cell, x, y, signature=signature):
                return self._placement(cell, x, y, signature, layout)

            sides = self.sides(cells, signature * plates + 1, place)
            yield PlannedSheet(signature + 1, signature + 1, sides)

    def _cell(self, page):
        """Return the place of a page of a signature, the layout turned on the sheet."""
        columns, rows = self.pattern.columns, self.pattern.rows
        x, y, spine = page.column, page.row, page.spine
        turns = self.scheme.rotation // 90
        if not page.is_front:
            turns = -turns % 4  # what is turned one way is seen turned the other way
        for _turn in range(turns):
            x, y = rows - 1 - y, x
            columns, rows = rows, columns
            spine = TURNED[spine]
        rotation = (180 * page.turned + 90 * turns) % 360
        return Cell(page.number, page.is_front, x, y, rotation, spine)

    def number(self, slot, signature):
        """Return the page of the job that is ``slot`` of a signature; None if blank."""
        half = self.per_signature // 2
        if self.scheme.binding == PERFECT:
            number = signature * self.per_signature + slot
        elif slot <= half:
            number = signature * half + slot
        else:
            number = self.capacity - (signature + 1) * half + slot - half
        return number if number <= self.page_count else None

    def nested(self, slot, signature):
        """Return in how many leaves, folded in two, a page lies."""
        inside = min(slot - 1, self.per_signature - slot) // 2
        if self.scheme.binding == SADDLE:
            inside += signature * self.per_signature // 4
        return inside

    def _placement(self, cell, column, row, signature, layout):
        width, height = self.cell
        paper = Area(
            layout.left + column * width, layout.bottom + row * height, width, height
        )
        cut = {
            _edge_of(edge, cell.rotation, cell.spine): by
            for edge, by in self.allowed.items()
        }
        trim = Area(
            paper.left + cut["left"],
            paper.bottom + cut["bottom"],
            width - cut["left"] - cut["right"],
            height - cut["bottom"] - cut["top"],
        )
        shift = self.nested(cell.slot, signature) * micrometres(self.scheme.creep_mm)
        return Placement(
            page=self.number(cell.slot, signature),
            rotation=cell.rotation,
            trim=trim,
            content=_crept(trim, shift, cell.spine, self.scheme.creep_by),
            clip=_grown(trim, micrometres(self.scheme.bleed_mm)).shared(paper),
            column=column,
            row=row,
            spine=cell.spine,
        )

    def _creep_faults(self):
        deepest = self.per_signature // 4 - 1
        if self.scheme.binding == SADDLE:
            deepest = self.capacity // 4 - 1
        shift = deepest * micrometres(self.scheme.creep_mm)
        room = self.trim[0] // 2
        if shift > room:
            facts = {"shift": in_mm(shift), "room": in_mm(room)}
            return (Fault("creep", "creep_mm", facts),)
        return ()


def _edge_of(edge, rotation, spine):
    """Return where on the sheet an edge of a turned page is."""
    if edge == "spine":
        return spine
    if edge == "face":
        return OPPOSITE[spine]
    place = "top" if edge == "head" else "bottom"
    for _turn in range(rotation // 90):
        place = TURNED[place]
    return place


def _crept(trim, shift, spine, by):
    """Return where the content comes of a page that lies ``shift`` further out."""
    if not shift:
        return trim
    if by == SCALE:
        if spine in (LEFT, RIGHT):
            left = trim.left + (shift if spine == RIGHT else 0)
            return Area(left, trim.bottom, trim.width - shift, trim.height)
        bottom = trim.bottom + (shift if spine == "top" else 0)
        return Area(trim.left, bottom, trim.width, trim.height - shift)
    x, y = {
        "left": (-shift, 0),
        "right": (shift, 0),
        "bottom": (0, -shift),
        "top": (0, shift),
    }[spine]
    return trim.moved(x, y)


def _grown(area, by):
    return Area(
        area.left - by, area.bottom - by, area.width + 2 * by, area.height + 2 * by
    )
