"""What must hold for any content, any matrix, any string."""

import math

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfs import Maker
from pikepdf import Array, Dictionary, Name, Operator, String
from prepress.pdf import lexer
from prepress.pdf.geometry import IDENTITY, box_of, least_scale, multiply, transform

NAMES = st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1)
NUMBERS = st.integers(-(10**6), 10**6) | st.decimals(-9999, 9999, places=4)
SCALES = st.floats(0.01, 50)
ANGLES = st.floats(-math.pi, math.pi)
LENGTHS = st.floats(-500, 500)


def turned(angle, x=0.0, y=0.0):
    cos, sin = math.cos(angle), math.sin(angle)
    return (cos, sin, -sin, cos, x, y)


def in_brackets(pieces):
    return b"(" + b" ".join(pieces) + b")"


def tokens_of(data: bytes) -> list[bytes]:
    """Return the tokens of content, strings with brackets of their own whole."""
    found, position = [], 0
    while position < len(data):
        match = lexer.TOKEN.match(data, position)
        position = match.end()
        token = match[1]
        if token == b"(":
            position = lexer.end_of_string(data, match.start(1))
            token = data[match.start(1) : position]
        if token:
            found.append(token)
    return found


@given(st.lists(st.binary(max_size=40), min_size=1, max_size=5))
def test_strings_are_read_as_they_were_written(strings):
    operands = [Array([String(each) for each in strings])]
    written = pikepdf.unparse_content_stream([(operands, Operator("TJ"))])
    first, *inside, last, operator = tokens_of(written)
    assert (first, last, operator) == (b"[", b"]", b"TJ")
    assert [lexer.string(token) for token in inside] == strings


@given(st.recursive(st.just(b"a\\)b"), lambda inner: st.lists(inner).map(in_brackets)))
def test_brackets_in_strings_are_counted(inside):
    [token] = tokens_of(b"(" + inside + b")")
    assert lexer.string(token) == inside.replace(b"\\)", b")")


@given(st.binary(max_size=60))
def test_strings_may_be_written_in_digits(data):
    assert lexer.string(b"<" + data.hex(" ").encode() + b">") == data


@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_numbers_are_read_as_they_were_written(numbers):
    written = pikepdf.unparse_content_stream([(numbers, Operator("foo"))])
    *found, operator = tokens_of(written)
    assert operator == b"foo"
    assert [lexer.number(token) for token in found] == pytest.approx(
        [float(each) for each in numbers]
    )


@given(NAMES)
def test_names_are_read_as_they_were_written(name):
    written = pikepdf.unparse_content_stream([([Name(f"/{name}")], Operator("Do"))])
    token, _operator = tokens_of(written)
    assert lexer.name(token) == name


@given(st.binary(max_size=300))
def test_any_bytes_are_read_to_their_end(data):
    """No place is passed over, and none is read twice."""
    position, places = 0, []
    for match in lexer.TOKEN.finditer(data):
        assert match.start() == position
        position = match.end()
        places.append(position)
    assert position == len(data)
    assert places == sorted(places)


@given(ANGLES, SCALES, SCALES, LENGTHS, LENGTHS)
def test_the_thinnest_direction_does_not_turn(angle, across, up, x, y):
    matrix = multiply((across, 0, 0, up, 0, 0), turned(angle, x, y))
    assert least_scale(matrix) == pytest.approx(min(across, up), rel=1e-4)


@given(st.lists(st.tuples(LENGTHS, LENGTHS), min_size=1, max_size=9), ANGLES)
def test_a_box_holds_all_of_its_points(points, angle):
    xs, ys = map(list, zip(*points, strict=True))
    matrix = turned(angle, 3, 4)
    left, bottom, right, top = box_of(xs, ys, matrix)
    a, b, c, d, e, f = matrix
    for x, y in points:
        assert left - 1e-6 <= a * x + c * y + e <= right + 1e-6
        assert bottom - 1e-6 <= b * x + d * y + f <= top + 1e-6


@given(LENGTHS, LENGTHS, SCALES, SCALES)
def test_turning_all_the_way_comes_back(x, y, width, height):
    box = (x, y, x + width, y + height)
    for _quarter in range(4):
        box = transform(box, turned(math.pi / 2))
    assert box == pytest.approx((x, y, x + width, y + height), abs=1e-6)
    assert transform(box, IDENTITY) == box


@settings(max_examples=25, deadline=None)
@given(st.integers(1, 3000), st.integers(1, 3000), SCALES, SCALES, ANGLES, SCALES)
def test_resolution_is_pixels_by_inches_however_it_is_placed(
    tmp_path_factory, width, height, across, up, angle, outer
):
    """In a form, scaled and turned: its size on paper is all that counts."""
    make = Maker()
    image = make.image(1, 1)
    image.Width, image.Height = width, height
    place = multiply((across, 0, 0, up, 0, 0), turned(angle))
    form = make.form(
        operators(place) + b" /Im Do",
        box=(-9999, -9999, 9999, 9999),
        Resources=Dictionary(XObject=Dictionary(Im=image)),
    )
    make.page(
        operators((outer, 0, 0, outer, 5000, 5000)) + b" /Fm Do",
        {"/XObject": Dictionary(Fm=form)},
        media=(0, 0, 10000, 10000),
    )
    [page] = make.facts(tmp_path_factory.mktemp("ppi") / "a.pdf").pages
    expected = 72 * min(width / across, height / up) / outer
    assert page.images[0].ppi == pytest.approx(expected, rel=0.002, abs=0.06)


def operators(matrix) -> bytes:
    return " ".join(f"{each:.9f}" for each in matrix).encode() + b" cm"
