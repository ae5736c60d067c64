"""The fold catalogue: patterns by their CIP4 code.

Codes, grids and the shares of the sheet at which the folds lie are those of the fold
catalogue in CIP4's JDF and XJDF specifications (``FoldingParams/@FoldCatalog``; its
drawings carry the grid in their names: F4-2 2x1, F8-7 2x2, F12-12 to F12-14 2x3, F16-6
to F16-12 4x2, F32-4 to F32-9 4x4). Several codes share grid and creases and differ in
which way a fold goes; that is how :mod:`.folding` reads it, said by ``folds`` below.
Tickets therefore name every fold beside the code, from the left or the front edge as
CIP4 does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from .folding import ABOVE, ACROSS, BELOW, LEFT, OVER, RIGHT, UNDER, Fold, Page, folded


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way to fold a sheet of ``columns`` by ``rows`` panels into a signature."""

    code: str
    columns: int
    rows: int
    folds: tuple[Fold, ...]

    def pages(self) -> tuple[Page, ...]:
        """Return the pages of the signature, by number."""
        return _pages(self)

    def lines(self) -> Iterator[tuple[str, int]]:
        """Yield the lines of the grid that each fold creases, first fold first.

        ``("x", 1)`` is the line after the first column from the left.
        """
        # Panels of the sheet that lie under each place of what is folded so far
        under = {
            "x": [[each] for each in range(self.columns)],
            "y": [[each] for each in range(self.rows)],
        }
        for fold in self.folds:
            axis = "x" if fold.edge in ACROSS else "y"
            piles = under[axis]
            if fold.edge in (RIGHT, ABOVE):
                piles.reverse()
            moved, stay = piles[: fold.panels], piles[fold.panels :]
            # Neighbours on the sheet that meet at the crease
            for other in sorted(
                max(a, b) for a in moved[-1] for b in stay[0] if abs(a - b) == 1
            ):
                yield (axis, other)
            for at, pile in enumerate(reversed(moved)):
                stay[at] = stay[at] + pile
            if fold.edge in (RIGHT, ABOVE):
                stay.reverse()
            under[axis] = stay


@cache
def _pages(pattern):
    return folded(pattern.columns, pattern.rows, pattern.folds)


CATALOGUE = {
    pattern.code: pattern
    for pattern in (
        Pattern("F4-1", 2, 1, (Fold(LEFT, 1, UNDER),)),
        Pattern("F4-2", 2, 1, (Fold(LEFT, 1, OVER),)),
        Pattern("F8-7", 2, 2, (Fold(BELOW, 1, UNDER), Fold(LEFT, 1, OVER))),
        # Rolled up in thirds, or to and fro like an accordion; then in half
        Pattern(
            "F12-12",
            2,
            3,
            (Fold(BELOW, 1, UNDER), Fold(BELOW, 1, UNDER), Fold(LEFT, 1, UNDER)),
        ),
        Pattern(
            "F12-13",
            2,
            3,
            (Fold(BELOW, 1, UNDER), Fold(BELOW, 1, OVER), Fold(LEFT, 1, UNDER)),
        ),
        Pattern(
            "F16-6",
            4,
            2,
            (Fold(LEFT, 2, UNDER), Fold(BELOW, 1, OVER), Fold(LEFT, 1, UNDER)),
        ),
        Pattern(
            "F16-7",
            4,
            2,
            (Fold(LEFT, 2, UNDER), Fold(BELOW, 1, UNDER), Fold(LEFT, 1, OVER)),
        ),
        Pattern(
            "F16-8",
            4,
            2,
            (Fold(LEFT, 2, UNDER), Fold(BELOW, 1, UNDER), Fold(LEFT, 1, UNDER)),
        ),
        Pattern(
            "F32-5",
            4,
            4,
            (
                Fold(LEFT, 2, UNDER),
                Fold(BELOW, 2, UNDER),
                Fold(BELOW, 1, OVER),
                Fold(LEFT, 1, OVER),
            ),
        ),
    )
}
