"""Following a content stream: state, paths, colours, forms and patterns."""

import contextlib
import math
from dataclasses import replace

from ..budget import TOO_DEEP, BudgetSpent
from ..facts import Box
from . import access, lexer
from .colour import Colour
from .geometry import (
    POINTS_PER_MM,
    Matrix,
    box_of,
    grow,
    intersect,
    least_scale,
    multiply,
    transform,
)
from .marks import Marks
from .resources import Resources
from .state import State

NOWHERE: Box = (math.inf, math.inf, -math.inf, -math.inf)
EVERYWHERE: Box = (-math.inf, -math.inf, math.inf, math.inf)
EACH = 1024  # tokens after which the budget is asked
MOST_SAVED = 10_000  # states on the stack
MOST_OPERANDS = 1_000_000

OPERATORS = {}


def operator(*names: bytes):
    """Make a function the meaning of operators.

    It gets the :class:`Walk`, finds what came before in ``operands``, and returns None,
    or where to read on.
    """

    def register(function):
        OPERATORS.update(dict.fromkeys(names, function))
        return function

    return register


class Walk:
    """One content stream on its way through the operators.

    :param area: where all it paints is said to be: that of a pattern's cell
    :param inside: the forms and patterns that this one is drawn by
    """

    def __init__(
        self,
        resources: Resources,
        marks: Marks,
        state: State,
        area: Box | None = None,
        inside: tuple = (),
    ):
        self.resources = resources
        self.library = resources.library
        self.budget = resources.library.budget
        self.marks = marks
        self.state = state
        self.area = area
        self.inside = inside
        self.base = state.matrix  # what patterns are laid out in
        self.saved = []
        self.operands = []
        self.points = []
        self.clips = False  # the path ends as a clip
        self.marked = []  # of each open marked content, whether its layer is off
        self.hidden = 0  # how many of those do
        self.text_matrix = self.line_matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
        self.data = b""
        self.match = None

    def run(self, data: bytes):
        """Follow ``data`` to its end; what makes no sense is left out."""
        self.budget.spend(content_bytes=len(data))
        self.data = data
        position = 0
        while position is not None:
            position = self._run_from(position)

    def _run_from(self, position):
        operands, operators = self.operands, OPERATORS
        count = 0
        for match in lexer.TOKEN.finditer(self.data, position):
            token = match[1]
            if token not in operators:
                operands.append(token)
            else:
                self.match = match
                try:
                    position = operators[token](self)
                except access.UNREADABLE:
                    self.marks.is_damaged = True
                    position = None
                if position is not None:
                    self.budget.spend(tokens=count)
                    return position
                operands.clear()
            count += 1
            if count >= EACH:
                self.budget.spend(tokens=count)
                count = 0
                if len(operands) > MOST_OPERANDS:
                    operands.clear()
        self.budget.spend(tokens=count)
        return None

    def numbers(self, count: int) -> list[float]:
        """Return the last ``count`` operands.

        :raise ValueError: if they are fewer, or no numbers
        """
        if len(self.operands) < count:
            raise ValueError("operands are missing")
        return [lexer.number(token) for token in self.operands[-count:]]

    def seen(self, box: Box) -> Box | None:
        """Return what is seen of ``box`` through the clip, if anything is."""
        visible = intersect(box, self.state.clip)
        if not visible:
            return None
        across, up = box[2] > box[0], box[3] > box[1]
        if (across and visible[0] == visible[2]) or (up and visible[1] == visible[3]):
            return None  # touches the clip from outside
        return self.area or visible

    def fill(self, box: Box):
        """Note that ``box``, which is seen, is painted in the colour to fill with."""
        state = self.state
        self._paint(box, state.fill, state.fill_overprints, state.fill_alpha)

    def stroke(self, box: Box):
        state = self.state
        self._paint(box, state.stroke, state.stroke_overprints, state.stroke_alpha)

    def _paint(self, box, colour, overprints, alpha):
        state = self.state
        mode = state.overprint_mode if overprints else None
        self.marks.paint(box, colour, mode, state.is_see_through(alpha))
        if colour.pattern is not None:
            self._draw_pattern(colour, box)

    def _draw_pattern(self, colour, area):
        """Follow the cell of a tiling once a page, as if it were all over ``area``."""
        pattern = colour.pattern
        key = access.key_of(pattern)
        if key in self.marks.patterns or key in self.inside:
            return
        self.marks.patterns.add(key)
        state = State(matrix_of(pattern, self.base), EVERYWHERE)
        state.clip = frame_of(pattern, state) or NOWHERE
        if access.whole(access.entry(pattern, "/PaintType"), 1) == 2:
            state.fill = state.stroke = replace(colour, pattern=None)
        self.descend(pattern, state, key, area)

    def descend(self, stream, state: State, key, area: Box | None = None):
        """Follow a form or a cell, with ``state`` to begin with."""
        self.budget.go_down(len(self.inside) + 1)
        data, is_damaged = self.library.content(stream)
        self.marks.is_damaged |= is_damaged
        found = access.dictionary(stream, "/Resources")
        resources = self.resources
        if found is not None:
            resources = self.library.resources(found)
        Walk(resources, self.marks, state, area, (*self.inside, key)).run(data)

    def draw_form(self, form):
        """Follow a form where it stands."""
        key = access.key_of(form) or id(form)
        if key in self.inside:
            self.marks.is_damaged = True
            return
        state = self.state.copy()
        state.matrix = matrix_of(form, state.matrix)
        visible = frame_of(form, state)
        if not visible:
            return
        state.clip = visible
        if state.is_see_through(min(state.fill_alpha, state.stroke_alpha)):
            self.marks.has_transparency = True
        if access.name(access.entry(access.entry(form, "/Group"), "/S")):
            state.fill_alpha = state.stroke_alpha = 1.0
            state.blends = state.has_mask = False
        self.descend(form, state, key, self.area)


def matrix_of(found, base: Matrix) -> Matrix:
    """Return the matrix of a form or a pattern that stands on ``base``."""
    matrix = access.numbers(access.entry(found, "/Matrix"))
    return multiply(tuple(matrix), base) if len(matrix) == 6 else base


def frame_of(found, state: State) -> Box | None:
    """Return what the box of a form or a cell leaves of the clip."""
    corners = access.numbers(access.entry(found, "/BBox"))
    if len(corners) != 4:
        return state.clip
    left, right = sorted(corners[::2])
    bottom, top = sorted(corners[1::2])
    frame = transform((left, bottom, right, top), state.matrix)
    return intersect(frame, state.clip)


@operator(b"q")
def save(walk: Walk):
    if len(walk.saved) >= MOST_SAVED:
        raise BudgetSpent(TOO_DEEP)
    walk.saved.append(walk.state.copy())


@operator(b"Q")
def restore(walk: Walk):
    if walk.saved:
        walk.state = walk.saved.pop()


@operator(b"cm")
def concatenate(walk: Walk):
    matrix = multiply(walk.numbers(6), walk.state.matrix)
    if not all(map(math.isfinite, matrix)):
        raise ValueError("no matrix")
    walk.state.matrix = matrix


@operator(b"w")
def set_line_width(walk: Walk):
    [walk.state.line_width] = walk.numbers(1)


@operator(b"gs")
def set_state(walk: Walk):
    """Take what an ExtGState sets."""
    state = walk.state
    found = walk.resources.settings(walk.operands[-1])
    for slot, value in found.items():
        setattr(state, slot, value)


@operator(b"m", b"l")
def add_point(walk: Walk):
    walk.points += walk.operands[-2:]


@operator(b"c")
def add_curve(walk: Walk):
    walk.points += walk.operands[-6:]


@operator(b"v", b"y")
def add_short_curve(walk: Walk):
    walk.points += walk.operands[-4:]


@operator(b"re")
def add_rectangle(walk: Walk):
    x, y, width, height = walk.numbers(4)
    right, top = x + width, y + height
    walk.points += (x, y, right, y, right, top, x, top)


@operator(b"W", b"W*")
def clip(walk: Walk):
    walk.clips = True


@operator(b"n")
def end_path(walk: Walk):
    paint_path(walk)


@operator(b"f", b"F", b"f*")
def fill_path(walk: Walk):
    paint_path(walk, fills=True)


@operator(b"S", b"s")
def stroke_path(walk: Walk):
    paint_path(walk, strokes=True)


@operator(b"B", b"B*", b"b", b"b*")
def fill_and_stroke_path(walk: Walk):
    paint_path(walk, fills=True, strokes=True)


def paint_path(walk: Walk, fills: bool = False, strokes: bool = False):
    """Paint the path, take it as a clip where it is one, and begin a new one."""
    points, walk.points = walk.points, []
    clips, walk.clips = walk.clips, False
    state = walk.state
    box = path_box(points, state.matrix) if points else NOWHERE
    if points and not walk.hidden:
        if fills and (visible := walk.seen(box)):
            walk.fill(visible)
        if strokes:
            stroke_box(walk, box)
    if clips:
        state.clip = intersect(state.clip, box) or NOWHERE


def path_box(points: list, matrix: Matrix) -> Box:
    try:
        points = list(map(float, points))
    except ValueError:
        points = [
            point if isinstance(point, float) else lexer.number(point)
            for point in points
        ]
    return box_of(points[::2], points[1::2], matrix)


def stroke_box(walk: Walk, box: Box):
    state = walk.state
    width = abs(state.line_width) * least_scale(state.matrix)
    if visible := walk.seen(grow(box, width / 2)):
        walk.stroke(visible)
        walk.marks.line(
            visible, width * POINTS_PER_MM, state.stroke, state.stroke_overprints
        )


@operator(b"sh")
def paint_shading(walk: Walk):
    """Paint all that the clip leaves."""
    shading = walk.resources.find("/Shading", walk.operands[-1])
    space = walk.resources.space_of(access.entry(shading, "/ColorSpace"))
    visible = walk.seen(walk.state.clip)
    if visible and not walk.hidden:
        state, before = walk.state, walk.state.fill
        state.fill = Colour(space.name, space.inks)
        walk.fill(visible)
        state.fill = before


@operator(b"BDC")
def begin_marked_content(walk: Walk):
    """Begin content that may belong to a layer."""
    is_off = False
    if walk.operands[-2:-1] == [b"/OC"]:
        with contextlib.suppress(LookupError, ValueError):
            group = walk.resources.find("/Properties", walk.operands[-1])
            is_off = walk.library.layers.is_off(group)
    walk.marked.append(is_off)
    walk.hidden += is_off


@operator(b"BMC")
def begin_tagged_content(walk: Walk):
    walk.marked.append(False)


@operator(b"EMC")
def end_marked_content(walk: Walk):
    if walk.marked:
        walk.hidden -= walk.marked.pop()


@operator(
    *(b"h", b"J", b"j", b"M", b"d", b"i", b"ri", b"ET", b"EI"),
    *(b"MP", b"DP", b"BX", b"EX", b"d0", b"d1"),
)
def go_on(walk: Walk):
    """Take what changes nothing that is asked about a page."""


@operator(b"(")
def skip_string(walk: Walk):
    """Read a string whose brackets the pattern of a token cannot count."""
    start = walk.match.start(1)
    end = lexer.end_of_string(walk.data, start)
    walk.operands.append(walk.data[start:end])
    return end
