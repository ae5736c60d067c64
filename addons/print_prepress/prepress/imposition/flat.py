"""Planning leaves that are cut apart."""

import math

from .fault import Fault, NoPlan
from .folding import LEFT, RIGHT
from .planner import Cell, Planner, micrometres
from .scheme import REPEAT, STACK
from .sheets import Area, Placement, PlannedSheet

MOST_LEAVES = 10_000  # on a side of a sheet
MOST_PLACES = 100_000  # for pages, on all sheets together


class Flat(Planner):
    """Leaves that are cut apart: n-up, step and repeat, cut and stack."""

    def __init__(self, scheme, page_count, trim):
        super().__init__(scheme, page_count, trim)
        self.cell = self.trim[::-1] if self.is_lying else self.trim
        self.gaps = micrometres(scheme.gutter_x_mm), micrometres(scheme.gutter_y_mm)
        self.grid = self._columns_rows()
        self.per_leaf = 2 if scheme.is_two_sided() else 1
        self.leaves = math.ceil(page_count / self.per_leaf)
        self.cells = self.grid[0] * self.grid[1]
        if scheme.binding == REPEAT:
            self.count, self.capacity = self.leaves, self.leaves * self.per_leaf
        else:
            self.count = math.ceil(self.leaves / self.cells)
            self.capacity = self.count * self.cells * self.per_leaf
        if faults := self._size_faults():
            raise NoPlan(faults)

    def _size_faults(self):
        """Return why this is more than we plan at once: it would take minutes."""
        if self.cells > MOST_LEAVES:
            return (Fault("many_leaves", "columns", {"most": str(MOST_LEAVES)}),)
        places = self.cells * self.per_leaf
        if self.count * places <= MOST_PLACES:
            return ()
        pages = self.per_leaf if self.scheme.binding == REPEAT else places
        facts = {"most": str(MOST_PLACES // places * pages)}
        return (Fault("many_pages", "page_count", facts),)

    def _columns_rows(self):
        """Return the grid; what the scheme leaves open is as much as fits."""
        reach = 2 * self.reach()
        room = (self.printable.width - reach, self.printable.height - reach)
        asked = (self.scheme.columns, self.scheme.rows)
        return tuple(
            count or max((length + gap) // (cell + gap) // halves, 1)
            for length, cell, gap, count, halves in zip(
                room, self.cell, self.gaps, asked, self.halves(), strict=True
            )
        )

    def reach(self):
        return micrometres(self.scheme.bleed_mm)

    def extent(self):
        across, up = self.halves()
        return tuple(
            count * cell + (count - 1) * gap
            for cell, gap, count in zip(
                self.cell,
                self.gaps,
                (self.grid[0] * across, self.grid[1] * up),
                strict=True,
            )
        )

    def pieces(self):
        repeats = self.cells if self.scheme.binding == REPEAT else 1
        return repeats * (2 if self.scheme.has_one_set() else 1)

    def folds(self, layout):
        return ()

    def field(self, _place, edge):
        return "gutter_x_mm" if edge in (LEFT, RIGHT) else "gutter_y_mm"

    def sheets(self, layout):
        cells = list(self._cells())
        plates = (
            2 if self.scheme.is_two_sided() and not self.scheme.has_one_set() else 1
        )
        for number in range(self.count):

            def place(cell, x, y, number=number):
                return self._placement(cell, x, y, number, layout)

            sides = self.sides(cells, number * plates + 1, place)
            yield PlannedSheet(number + 1, number + 1, sides)

    def _cells(self):
        """Yield the cells of both sides, leaves counted as one reads: from the top."""
        columns, rows = self.grid
        turn = self.scheme.rotation
        for slot in range(self.cells):
            down, x = divmod(slot, columns)
            y = rows - 1 - down
            yield Cell((slot, 0), True, x, y, turn)
            yield Cell((slot, 1), False, columns - 1 - x, y, -turn % 360)

    def number(self, slot, sheet):
        """Return the page of the job in a cell of a sheet; None if it is blank."""
        cell, is_back = slot
        if self.scheme.binding == REPEAT:
            leaf = sheet
        elif self.scheme.binding == STACK:
            leaf = cell * self.count + sheet
        else:
            leaf = sheet * self.cells + cell
        number = leaf * self.per_leaf + is_back + 1
        return number if number <= self.page_count else None

    def _placement(self, cell, column, row, sheet, layout):
        width, height = self.cell
        across, up = self.gaps
        trim = Area(
            layout.left + column * (width + across),
            layout.bottom + row * (height + up),
            width,
            height,
        )
        return Placement(
            page=self.number(cell.slot, sheet),
            rotation=cell.rotation,
            trim=trim,
            content=trim,
            clip=self._clip(trim, layout),
            column=column,
            row=row,
        )

    def _clip(self, trim, layout):
        """Return a leaf with its bleed, up to the middle between it and the next."""
        bleed = self.reach()
        x, y = (min(bleed, gap // 2) for gap in self.gaps)
        left = bleed if trim.left == layout.left else x
        right = bleed if trim.right == layout.right else x
        bottom = bleed if trim.bottom == layout.bottom else y
        top = bleed if trim.top == layout.top else y
        return Area(
            trim.left - left,
            trim.bottom - bottom,
            trim.width + left + right,
            trim.height + bottom + top,
        )
