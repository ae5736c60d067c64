"""The picture of a sheet shows what its plan says; what clients type stays text."""

import pytest
from lxml import etree
from prepress.imposition import CATALOGUE, Marks, Scheme, Sheet, plan
from prepress.imposition.drawing import draw
from prepress.imposition.marks import Block, Line, Patch, Target, Text, marks_of
from test_imposition_plan import A5, folded

SVG = "{http://www.w3.org/2000/svg}"
ROOMY = Sheet(720, 520, gripper_mm=12)


def parts(drawn, kind):
    return [
        each
        for each in etree.fromstring(drawn.encode()).iter()
        if each.get("class") == f"pr-imposed-{kind}"
    ]


def numbers(drawn):
    return [each.text for each in parts(drawn, "number")]


@pytest.mark.parametrize("code", CATALOGUE)
@pytest.mark.parametrize("side", ["front", "back"])
def test_every_page_of_a_side_is_in_its_picture(code, side):
    made = plan(folded(code), len(CATALOGUE[code].pages()), A5)
    [shown] = [each for each in made.sheets[0].sides if each.name == side]
    assert numbers(draw(made, 1, side)) == [str(each.page) for each in shown.placements]


def test_a_page_is_where_it_is_printed():
    made = plan(folded("F8-7", sheet=ROOMY), 8, A5)
    drawn = draw(made)
    boxes = parts(drawn, "page")
    for box, place in zip(boxes, made.sheets[0].sides[0].placements, strict=True):
        left, bottom, width, height = place.trim.mm
        assert float(box.get("x")) == pytest.approx(left)
        assert float(box.get("y")) == pytest.approx(520 - bottom - height)
        assert float(box.get("width")) == width


def test_blanks_folds_cut_and_grip_are_seen():
    scheme = folded("F8-7", work_style="WorkAndTurn", sheet=ROOMY)
    drawn = draw(plan(scheme, 7, A5), words={"blank": "пусто", "grip": "клапан"})
    assert len(parts(drawn, "blank")) == 1
    assert "пусто" in numbers(drawn)
    assert len(parts(drawn, "cut")) == 1
    assert len(parts(drawn, "fold")) == 3
    assert len(parts(drawn, "grip")) == 1
    assert "720 mm" in [each.text for each in parts(drawn, "word")]


def test_what_a_client_types_is_text():
    """A slug, a title or a word may hold anything; the picture stays a picture."""
    evil = "</title><script>alert(1)</script>&\"'"
    scheme = folded("F8-7", sheet=ROOMY, marks=Marks(slug=evil))
    drawn = draw(plan(scheme, 7, A5), title=evil, words={"blank": evil, "grip": evil})
    tree = etree.fromstring(drawn.encode())
    assert {each.tag.removeprefix(SVG) for each in tree.iter()} == {
        *("svg", "title", "rect", "path", "g", "polygon", "text", "circle")
    }
    assert tree[0].text == evil
    [slug] = parts(drawn, "slug")
    assert slug.text == evil


def test_there_is_no_picture_of_a_side_that_is_not_there():
    made = plan(Scheme(ROOMY, "repeat", "Simplex"), 1, A5)
    for sheet, side in ((1, "back"), (2, "front"), (0, "front"), (1, "<b>")):
        with pytest.raises(LookupError):
            draw(made, sheet, side)


def marked(scheme, pages, sheet=1, side=0):
    made = plan(scheme, pages, A5)
    planned = made.sheets[sheet - 1]
    return made, list(marks_of(made, planned, planned.sides[side]))


@pytest.mark.parametrize("edge", ["bottom", "top", "left", "right"])
@pytest.mark.parametrize("style", ["WorkAndBack", "Perfecting", "WorkAndTumble"])
def test_marks_lie_beside_the_pages_and_where_the_press_prints(edge, style):
    sheet = Sheet(1000, 1000, gripper_mm=15, gripper_edge=edge)
    scheme = folded(
        "F8-7", sheet=sheet, work_style=style, marks=Marks(slug="{sheet} {ink}")
    )
    made, found = marked(scheme, 8)
    assert {type(each) for each in found} == {Line, Target, Patch, Text}
    room, pages = made.printable, made.layout
    for mark in found:
        for x, y in _points(mark):
            assert room.left <= x <= room.right and room.bottom <= y <= room.top
            assert not (pages.left < x < pages.right and pages.bottom < y < pages.top)


def _points(mark):
    if isinstance(mark, Line):
        return [(mark.x1, mark.y1), (mark.x2, mark.y2)]
    if isinstance(mark, Patch):
        return [(mark.area.left, mark.area.bottom), (mark.area.right, mark.area.top)]
    if isinstance(mark, Target):
        reach = mark.radius
        return [(mark.x - reach, mark.y - reach), (mark.x + reach, mark.y + reach)]
    return [(mark.x, mark.y)]


def test_register_marks_lie_behind_one_another():
    scheme = folded("F16-7", sheet=Sheet(800, 600, gripper_mm=12))
    made, front = marked(scheme, 16)
    _made, back = marked(scheme, 16, side=1)
    seen = {(each.x, each.y) for each in front if isinstance(each, Target)}
    behind = {
        (made.size[0] - each.x, each.y) for each in back if isinstance(each, Target)
    }
    assert len(seen) == 8
    assert seen == behind


def test_collation_marks_go_down_the_back_in_steps():
    scheme = folded("F16-7", binding="perfect", spine_mm=3, sheet=Sheet(800, 600))
    blocks = []
    for sheet in (1, 2, 3):
        made, found = marked(scheme, 48, sheet)
        [block] = [each for each in found if isinstance(each, Block)]
        blocks.append(block.area)
        [first] = [
            place
            for place in made.sheets[sheet - 1].sides[0].placements
            if place.page == 16 * (sheet - 1) + 1
        ]
        fold = first.trim.left - 3000
        assert block.area.left < fold < block.area.right
    assert [each.top for each in blocks] == sorted(
        (each.top for each in blocks), reverse=True
    )
    assert blocks[0].bottom == blocks[1].top, "a ladder without gaps"


def test_marks_without_room_are_left_out_and_told():
    tight = Sheet(2 * 148 + 8, 210 + 10)
    made, found = marked(folded("F4-1", sheet=tight, head_mm=5, foot_mm=5), 4)
    assert found == []
    told = {each.field for each in made.faults if each.code == "no_room"}
    assert told == {"marks.trim", "marks.register", "marks.colour_bar"}
