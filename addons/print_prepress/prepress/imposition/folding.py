"""Folding a sheet, in thought: which leaf comes to lie where, and which way up.

A sheet of ``columns`` by ``rows`` panels is folded along its grid until one panel is
left. Of the pile that results, the pages are numbered as they are turned.
"""

from collections.abc import Iterable
from dataclasses import dataclass

LEFT, RIGHT, BELOW, ABOVE = "left", "right", "below", "above"
ACROSS = (LEFT, RIGHT)
OVER, UNDER = "over", "under"


@dataclass(frozen=True, slots=True)
class Fold:
    """A fold: ``panels`` counted from the edge ``edge`` go over or under the rest."""

    edge: str
    panels: int
    way: str = OVER


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a folded sheet as its side shows it before folding.

    :ivar number: from 1, in the order of reading
    :ivar column: from the left of the side that it is on
    :ivar row: from below
    :ivar turned: whether it stands on its head
    :ivar spine: edge where the last fold is
    """

    number: int
    is_front: bool
    column: int
    row: int
    turned: bool
    spine: str


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A panel in the pile: whether its upper face still is, and its upper edge."""

    column: int
    row: int
    is_up: bool = True
    upright: bool = True

    def over(self, is_across):
        """Return it turned over, about a vertical line if folded across."""
        upright = self.upright if is_across else not self.upright
        return _Leaf(self.column, self.row, not self.is_up, upright)


def folded(columns: int, rows: int, folds: Iterable[Fold]) -> tuple[Page, ...]:
    """Return the pages of a sheet, by number.

    The side that lies up while it is folded is the front. Page 1 stands upright. The
    last fold is the spine and goes from foot to head.

    :raise ValueError: if the folds do not end in one panel, or with another fold

    A sheet folded once, its left half going under, has page 4 beside page 1:

    >>> pages = folded(2, 1, [Fold(LEFT, 1, UNDER)])
    >>> [(page.number, page.column) for page in pages if page.is_front]
    [(1, 1), (4, 0)]
    """
    piles = {(x, y): [_Leaf(x, y)] for x in range(columns) for y in range(rows)}
    size, last = (columns, rows), None
    for last in folds:
        piles, size = _fold(piles, size, last)
    if size != (1, 1) or last is None or last.edge not in ACROSS:
        raise ValueError("these folds make no signature")
    [pile] = piles.values()
    # Where LEFT goes over the right part the crease is at the left; under it, as well.
    return _numbered(pile, columns, rows, crease_is_left=last.edge == LEFT)


def _fold(piles, size, fold):
    """Return the piles after a fold, bottom to top, and how many there are each way."""
    is_across = fold.edge in ACROSS
    length = size[0] if is_across else size[1]
    if not 0 < fold.panels <= length - fold.panels:
        raise ValueError("a fold leads beyond the sheet")
    result = {}
    for (x, y), pile in piles.items():
        place = x if is_across else y
        if fold.edge in (RIGHT, ABOVE):
            place = length - 1 - place
        moves = place < fold.panels
        # Counted from the crease, so that both parts count alike
        place = fold.panels - 1 - place if moves else place - fold.panels
        key = (place, y) if is_across else (x, place)
        stays, goes = result.setdefault(key, ([], []))
        if moves:
            goes.extend(leaf.over(is_across) for leaf in reversed(pile))
        else:
            stays.extend(pile)
    piles = {
        key: stays + goes if fold.way == OVER else goes + stays
        for key, (stays, goes) in result.items()
    }
    left = length - fold.panels
    if fold.edge in (RIGHT, ABOVE):  # counted from the right: turn the count round
        piles = {
            (left - 1 - x, y) if is_across else (x, left - 1 - y): pile
            for (x, y), pile in piles.items()
        }
    return piles, ((left, size[1]) if is_across else (size[0], left))


def _numbered(pile, columns, rows, crease_is_left):
    """Return the pages of a pile, spine at the left and page 1 upright on its side."""
    from_above = [(leaf, up) for leaf in reversed(pile) for up in (True, False)]
    # Seen from above with the crease at the right, it is read upside down.
    turned = not crease_is_left
    first, _up = from_above[0]
    if first.upright == turned:
        # Page 1 would stand on its head: read from the other cover, sheet the same.
        from_above.reverse()
        turned = not turned
    return tuple(
        _page(number, leaf, leaf.is_up == up, turned, columns)
        for number, (leaf, up) in enumerate(from_above, start=1)
    )


def _page(number, leaf, is_front, turned, columns):
    """Return a page as its side shows it."""
    is_turned = leaf.upright == turned
    is_recto = number % 2 == 1  # which has the spine at its left
    return Page(
        number=number,
        is_front=is_front,
        # The back is seen with the sheet turned over like the page of a book.
        column=leaf.column if is_front else columns - 1 - leaf.column,
        row=leaf.row,
        turned=is_turned,
        spine=LEFT if is_recto != is_turned else RIGHT,
    )
