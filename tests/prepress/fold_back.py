"""A planned sheet cut and folded as paper is: with coordinates, not with page numbers.

Shares nothing with how pages are numbered: it moves each page's place and its head
through the folds of the catalogue and looks what lies on what at the end.
"""

from prepress.imposition import CATALOGUE
from prepress.imposition.folding import OVER

EDGES = ("left", "below", "right", "above")  # counter-clockwise, a quarter turn each


class Panel:
    """A panel of paper: where its middle is and where its right and its head point."""

    def __init__(self, middle, front, back, turned):
        self.x, self.y = middle
        self.turned = turned  # what turning the sheet over does to a direction
        self.right, self.up = (1, 0), (0, 1)
        self.faces = (front, back)

    def reflect(self, across, line):
        if across:
            self.x = 2 * line - self.x
            self.right, self.up = _mirror_x(self.right), _mirror_x(self.up)
        else:
            self.y = 2 * line - self.y
            self.right, self.up = _mirror_y(self.right), _mirror_y(self.up)

    def faces_up(self):
        return self.right[0] * self.up[1] - self.right[1] * self.up[0] > 0

    def on_table(self, vector):
        x, y = vector
        return (
            x * self.right[0] + y * self.up[0],
            x * self.right[1] + y * self.up[1],
        )


def _mirror_x(vector):
    return (-vector[0], vector[1])


def _mirror_y(vector):
    return (vector[0], -vector[1])


def middle_of(area):
    return (area.left + area.width / 2, area.bottom + area.height / 2)


def seen_from_front(plan, point):
    """Return where a point of the back is, seen through the sheet from the front."""
    if plan.scheme.turns_over_x():
        return (plan.size[0] - point[0], point[1])
    return (point[0], plan.size[1] - point[1])


def leaves(plan, sheet):
    """Yield the middle of each panel's trim, its front and its back placement.

    :raise AssertionError: if they are not behind one another to the micrometre
    """
    front, back = sheet.sides
    behind = {
        seen_from_front(plan, middle_of(place.trim)): place for place in back.placements
    }
    assert len(behind) == len(back.placements)
    for place in front.placements:
        middle = middle_of(place.trim)
        assert middle in behind, f"nothing lies behind page {place.page}"
        yield middle, place, behind[middle]


def pieces(plan, sheet):
    """Return the panels of a sheet, apart for each piece that it is cut into.

    The second piece is turned over first: it has the back up where the other has the
    front.
    """
    first, second = [], []
    turned = _mirror_x if plan.scheme.turns_over_x() else _mirror_y
    for middle, front, back in leaves(plan, sheet):
        if plan.cut and middle["xy".index(plan.cut[0])] > plan.cut[1]:
            middle = seen_from_front(plan, middle)
            second.append(Panel(middle, back, front, turned))
        else:
            first.append(Panel(middle, front, back, turned))
    return [first, second] if plan.cut else [first]


def read_folded(plan, panels):
    """Fold a piece and return its pages as one turns them, from the first cover.

    :raise AssertionError: if it is no booklet: pages at odds, its back not at the left
    """
    pattern = CATALOGUE[plan.scheme.fold]
    turns = plan.scheme.rotation // 90
    columns, rows = pattern.columns, pattern.rows
    if turns % 2:
        columns, rows = rows, columns
    cell = _cell(plan)
    left, bottom = plan.layout.left, plan.layout.bottom
    box = [left, bottom, left + columns * cell[0], bottom + rows * cell[1]]
    pile = list(panels)
    for fold in pattern.folds:
        edge = EDGES[(EDGES.index(fold.edge) + turns) % 4]
        pile, crease = _fold(pile, box, edge, fold.panels, cell, fold.way)
    return _read(pile, crease)


def _cell(plan):
    spine, face, head, foot = (
        round(each * 1000)
        for each in (
            plan.scheme.spine_mm,
            plan.scheme.face_mm,
            plan.scheme.head_mm,
            plan.scheme.foot_mm,
        )
    )
    cell = (plan.trim[0] + spine + face, plan.trim[1] + head + foot)
    return cell[::-1] if plan.scheme.rotation % 180 else cell


def _fold(pile, box, edge, panels, cell, way):
    across = edge in ("left", "right")
    size = cell[0] if across else cell[1]
    at = EDGES.index(edge)
    line = box[at] + panels * size if at < 2 else box[at] - panels * size
    moves, stays = [], []
    for panel in pile:
        place = panel.x if across else panel.y
        is_beyond = place < line if at < 2 else place > line
        (moves if is_beyond else stays).append(panel)
    for panel in moves:
        panel.reflect(across, line)
    box[at] = line
    moves.reverse()
    pile = stays + moves if way == OVER else moves + stays
    return pile, {"left": (-1, 0), "right": (1, 0), "below": (0, -1), "above": (0, 1)}[
        edge
    ]


def _read(pile, crease):
    """Return placements from the first page on."""
    from_above = []
    for panel in reversed(pile):
        front, back = panel.faces
        upper, lower = (front, back) if panel.faces_up() else (back, front)
        from_above += [(panel, upper), (panel, lower)]
    heads = {_head(panel, place) for panel, place in from_above}
    assert len(heads) == 1, "some pages stand on their heads"
    [head] = heads
    # Seen from above the back is at the left if it is a quarter turn from the head on.
    is_left = crease == (-head[1], head[0])
    assert is_left or crease == (head[1], -head[0]), "the back is at head or foot"
    ordered = from_above if is_left else from_above[::-1]
    return [place for _panel, place in ordered]


def _head(panel, place):
    """Return where on the table the head of a page points."""
    front, _back = panel.faces
    vector = {0: (0, 1), 90: (-1, 0), 180: (0, -1), 270: (1, 0)}[place.rotation]
    if place is not front:
        vector = panel.turned(vector)
    return panel.on_table(vector)
