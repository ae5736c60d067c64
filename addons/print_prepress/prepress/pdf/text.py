"""Operators of text."""

from . import lexer
from .geometry import POINTS_PER_MM, multiply, transform
from .walk import Walk, operator

INVISIBLE, CLIP_ONLY = 3, 7
STROKED = {1, 5}
BOTH = {2, 6}


@operator(b"BT")
def begin_text(walk: Walk):
    walk.text_matrix = walk.line_matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@operator(b"Tf")
def set_font(walk: Walk):
    [walk.state.size] = walk.numbers(1)
    walk.state.font = None  # what cannot be found sets nothing
    walk.state.font = walk.resources.font(walk.operands[-2])


@operator(b"Tc")
def set_letter_space(walk: Walk):
    [walk.state.letter_space] = walk.numbers(1)


@operator(b"Tw")
def set_word_space(walk: Walk):
    [walk.state.word_space] = walk.numbers(1)


@operator(b"Tz")
def set_stretch(walk: Walk):
    [percent] = walk.numbers(1)
    walk.state.stretch = percent / 100


@operator(b"TL")
def set_leading(walk: Walk):
    [walk.state.leading] = walk.numbers(1)


@operator(b"Ts")
def set_rise(walk: Walk):
    [walk.state.rise] = walk.numbers(1)


@operator(b"Tr")
def set_rendering(walk: Walk):
    [mode] = walk.numbers(1)
    walk.state.rendering = int(mode)


@operator(b"Tm")
def set_matrix(walk: Walk):
    walk.text_matrix = walk.line_matrix = tuple(walk.numbers(6))


@operator(b"Td")
def move(walk: Walk):
    x, y = walk.numbers(2)
    go_to_line(walk, x, y)


@operator(b"TD")
def move_and_lead(walk: Walk):
    x, y = walk.numbers(2)
    walk.state.leading = -y
    go_to_line(walk, x, y)


@operator(b"T*")
def next_line(walk: Walk):
    go_to_line(walk, 0.0, -walk.state.leading)


def go_to_line(walk: Walk, x: float, y: float):
    walk.text_matrix = walk.line_matrix = multiply((1, 0, 0, 1, x, y), walk.line_matrix)


@operator(b"Tj")
def show(walk: Walk):
    set_text(walk, lexer.string(walk.operands[-1]))


@operator(b"'")
def show_on_next_line(walk: Walk):
    next_line(walk)
    show(walk)


@operator(b'"')
def show_spaced_on_next_line(walk: Walk):
    words, letters = walk.operands[-3:-1]
    walk.state.word_space = lexer.number(words)
    walk.state.letter_space = lexer.number(letters)
    show_on_next_line(walk)


@operator(b"TJ")
def show_adjusted(walk: Walk):
    """Show strings with adjustments between them as one piece."""
    codes, adjustment = [], 0.0
    for token in walk.operands:
        if token[:1] in b"(<":
            codes.append(lexer.string(token))
        elif token not in b"[]":
            adjustment += lexer.number(token)
    set_text(walk, b"".join(codes), adjustment)


def set_text(walk: Walk, codes: bytes, adjustment: float = 0.0):
    """Set a string, and move on; ``adjustment`` is in thousandths of the size."""
    state = walk.state
    font, size = state.font, state.size
    if not font or not codes:
        return
    width, count, blanks = font.measure(codes)
    length = (width - adjustment) * size / 1000
    length += count * state.letter_space + blanks * state.word_space
    ascent, descent = font.ascent * size / 1000, font.descent * size / 1000
    if font.is_vertical:
        box, step = (-size / 2, -length, size / 2, 0.0), (0.0, -length)
    else:
        length *= state.stretch
        box = (0.0, descent + state.rise, length, ascent + state.rise)
        step = (length, 0.0)
    matrix = multiply(walk.text_matrix, state.matrix)
    walk.text_matrix = multiply((1, 0, 0, 1, *step), walk.text_matrix)
    if walk.hidden or state.rendering in (INVISIBLE, CLIP_ONLY):
        return
    place_text(walk, transform(box, matrix), letter_size(size * font.scale, matrix))


def letter_size(size, matrix):
    """Return the height of letters in pt, square to the line they stand on."""
    a, b, c, d, _e, _f = matrix
    along = (a * a + b * b) ** 0.5
    return abs(size * (a * d - b * c) / along) * POINTS_PER_MM


def place_text(walk, box, size):
    state = walk.state
    visible = walk.seen(box)
    if not visible or not size:
        return
    if state.rendering in STROKED:
        colour, overprints = state.stroke, state.stroke_overprints
    else:
        colour, overprints = state.fill, state.fill_overprints
        walk.fill(visible)
    if state.rendering in STROKED | BOTH:
        walk.stroke(visible)
    walk.marks.text(visible, size, state.font, colour, overprints)
