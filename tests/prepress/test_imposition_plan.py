"""Plans keep what paper demands: each page once, backs behind fronts, in order."""

import doctest
import itertools
import sys

import pytest
from fold_back import leaves, pieces, read_folded
from hypothesis import given, settings
from hypothesis import strategies as st
from prepress.imposition import (
    BINDINGS,
    CATALOGUE,
    EDGES,
    ROTATIONS,
    WORK_STYLES,
    Margins,
    Marks,
    NoPlan,
    Scheme,
    Sheet,
    counts,
    plan,
)

A5 = (148, 210)
LARGE = Sheet(3000, 3000, gripper_mm=12)
TWO_SIDED = [style for style in WORK_STYLES if style != "Simplex"]


def folded(fold, **values):
    values.setdefault("sheet", LARGE)
    allowed = {"face_mm": 4, "head_mm": 5, "foot_mm": 3}
    return Scheme(fold=fold, **allowed | values)


def numbers(placements):
    return [place.page for place in placements]


def printed(made):
    """Return the pages of all sheets, a set of plates once."""
    plates = {side.plate: side for sheet in made.sheets for side in sheet.sides}
    return [place.page for side in plates.values() for place in side.placements]


def in_grid(side):
    """Return the pages of a side as one looks at it, ``r`` for those on their heads."""
    rows = {}
    for place in side.placements:
        text = f"{place.page}{'r' if place.rotation == 180 else ''}"
        rows.setdefault(place.row, {})[place.column] = text
    return " / ".join(
        " ".join(rows[row][column] for column in sorted(rows[row]))
        for row in sorted(rows, reverse=True)
    )


@pytest.mark.parametrize("code", CATALOGUE)
@pytest.mark.parametrize("style", TWO_SIDED)
@pytest.mark.parametrize("rotation", ROTATIONS)
@pytest.mark.parametrize("edge", EDGES)
def test_folded_back_a_sheet_reads_from_one_to_the_last(code, style, rotation, edge):
    sheet = Sheet(3000, 2900, gripper_mm=12, gripper_edge=edge)
    scheme = folded(code, work_style=style, rotation=rotation, sheet=sheet, spine_mm=2)
    count = len(CATALOGUE[code].pages())
    made = plan(scheme, count, A5)
    [only] = made.sheets
    for piece in pieces(made, only):
        assert numbers(read_folded(made, piece)) == list(range(1, count + 1))


@pytest.mark.parametrize("code", CATALOGUE)
@pytest.mark.parametrize("style", TWO_SIDED)
def test_gathered_signatures_follow_one_another(code, style):
    count = 3 * len(CATALOGUE[code].pages())
    made = plan(folded(code, binding="perfect", work_style=style), count, A5)
    book = [
        page
        for sheet in made.sheets
        for page in numbers(read_folded(made, pieces(made, sheet)[0]))
    ]
    assert book == list(range(1, count + 1))


@pytest.mark.parametrize("code", CATALOGUE)
def test_nested_signatures_read_through(code):
    each = len(CATALOGUE[code].pages())
    made = plan(folded(code, binding="saddle"), 3 * each - 1, A5)
    signatures = [
        numbers(read_folded(made, pieces(made, sheet)[0])) for sheet in made.sheets
    ]
    half = each // 2
    book = [page for pages in signatures for page in pages[:half]]
    book += [page for pages in reversed(signatures) for page in pages[half:]]
    assert book == [*range(1, 3 * each), None]


@pytest.mark.parametrize("binding", ["loose", "repeat", "stack"])
@pytest.mark.parametrize("style", TWO_SIDED)
@pytest.mark.parametrize("rotation", ROTATIONS)
@pytest.mark.parametrize("edge", EDGES)
def test_the_back_of_a_leaf_is_its_next_page(binding, style, rotation, edge):
    sheet = Sheet(900, 640, gripper_mm=12, gripper_edge=edge)
    scheme = Scheme(
        sheet, binding, style, rotation=rotation, gutter_x_mm=6, gutter_y_mm=8
    )
    made = plan(scheme, 24, A5)
    for each in made.sheets:
        for _middle, front, back in leaves(made, each):
            lower, higher = sorted((front.page or 0, back.page or 0))
            assert (lower, higher) == (0, 0) or (lower % 2 and higher == lower + 1)
            # Turned over about a line that stands or lies, the head stays or changes.
            if scheme.turns_over_x() == (rotation % 180 == 0):
                assert back.rotation == front.rotation
            else:
                assert (back.rotation - front.rotation) % 360 == 180


def test_cut_piles_lie_in_order():
    scheme = Scheme(Sheet(460, 320), "stack", columns=2, rows=2)
    made = plan(scheme, 24, (150, 100))
    piles = {}
    for sheet in made.sheets:
        for place in sheet.sides[0].placements:
            piles.setdefault((-place.row, place.column), []).append(place.page)
    book = [page for place in sorted(piles) for page in piles[place]]
    assert book == list(range(1, 25, 2))


def test_a_repeated_leaf_fills_its_sheet():
    made = plan(Scheme(Sheet(450, 320), "repeat", gutter_x_mm=4), 4, (85, 55))
    assert counts(made).pieces_per_sheet == 25
    front, back = made.sheets[1].sides
    assert set(numbers(front.placements)) == {3}
    assert set(numbers(back.placements)) == {4}


@pytest.mark.parametrize(
    ("code", "style", "pages", "expected"),
    [
        # forms.md: 16 pages on one sheet sheetwise, two sets of plates
        ("F16-7", "WorkAndBack", 16, (1, 1, 2, 2, 1)),
        ("F16-7", "Perfecting", 48, (3, 3, 6, 6, 1)),
        # One set prints both sides of two copies
        ("F8-7", "WorkAndTurn", 8, (1, 1, 2, 1, 2)),
        ("F8-7", "WorkAndTumble", 24, (3, 3, 6, 3, 2)),
        ("F32-5", "WorkAndBack", 33, (2, 2, 4, 4, 1)),
    ],
)
def test_sheets_and_plates_are_counted(code, style, pages, expected):
    found = counts(plan(folded(code, work_style=style), pages, A5))
    assert expected == (
        found.signatures,
        found.sheets,
        found.sides,
        found.plate_sets,
        found.pieces_per_sheet,
    )
    assert found.pages == pages
    assert found.pages + found.blanks == found.signatures * found.pages_per_sheet // (
        found.pieces_per_sheet
    )


@pytest.mark.parametrize("name", ["folding", "plan", "scheme"])
def test_examples_in_the_code_are_true(name):
    tried = doctest.testmod(sys.modules[f"prepress.imposition.{name}"])
    assert (tried.failed, tried.attempted > 0) == (0, True)


def test_pages_that_do_not_fill_are_followed_by_blanks():
    made = plan(folded("F16-7"), 13, A5)
    [fault] = [each for each in made.faults if each.code == "blanks"]
    assert (fault.field, fault.is_error) == ("page_count", False)
    assert fault.facts == {"pages": "13", "blanks": "3", "filled": "16"}
    assert counts(made).blanks == 3


@pytest.mark.parametrize("binding", ["saddle", "perfect"])
def test_creep_moves_pages_towards_the_spine(binding):
    made = plan(folded("F16-7", binding=binding, creep_mm=0.2), 32, A5)
    moved = {}
    for place in itertools.chain.from_iterable(
        side.placements for sheet in made.sheets for side in sheet.sides
    ):
        by = place.content.left - place.trim.left
        assert (place.content.width, place.content.height) == (148_000, 210_000)
        assert by == 0 or (by < 0) == (place.spine == "left"), place
        moved[place.page] = abs(by)
    if binding == "saddle":  # eight leaves folded in two, all in one another
        steps = [200 * (min(page - 1, 32 - page) // 2) for page in range(1, 33)]
    else:
        within = [200 * (min(page - 1, 16 - page) // 2) for page in range(1, 17)]
        steps = within * 2
    assert [moved[page] for page in range(1, 33)] == steps


def test_creep_may_make_pages_narrower_instead():
    made = plan(folded("F8-7", creep_mm=0.5, creep_by="scale"), 8, A5)
    for side in made.sheets[0].sides:
        for place in side.placements:
            narrower = 500 * (min(place.page - 1, 8 - place.page) // 2)
            assert place.content.width == place.trim.width - narrower
            edge = "left" if place.spine == "left" else "right"
            assert getattr(place.content, edge) == getattr(place.trim, edge)


def test_bleed_ends_halfway_to_the_next_page():
    made = plan(folded("F16-7", head_mm=1, face_mm=2, bleed_mm=3), 16, A5)
    cut = {
        each.field: each.facts["room"]
        for each in made.faults
        if each.code == "bleed_cut"
    }
    assert cut == {"head_mm": "1", "face_mm": "2"}
    for side in made.sheets[0].sides:
        for one, other in itertools.combinations(side.placements, 2):
            shared = one.clip.shared(other.clip)
            assert not (shared.width and shared.height), (one.page, other.page)


def test_what_does_not_fit_names_the_edge_of_the_sheet():
    with pytest.raises(NoPlan) as refused:
        plan(folded("F16-7", sheet=Sheet(700, 400)), 16, A5)
    [fault] = refused.value.faults
    assert (fault.code, fault.field) == ("too_large", "sheet.height_mm")
    assert fault.facts["need_height"] == "436"


def test_every_fault_is_told_at_once_with_its_field():
    scheme = Scheme(Sheet(0, float("nan")), "glue", "Simplex", face_mm=-1, rotation=45)
    with pytest.raises(NoPlan) as refused:
        plan(scheme, 0, A5)
    fields = {each.field for each in refused.value.faults}
    assert fields == {
        "sheet.width_mm",
        "sheet.height_mm",
        "binding",
        "face_mm",
        "rotation",
        "page_count",
    }


def test_a_folded_sheet_has_two_sides():
    with pytest.raises(NoPlan) as refused:
        plan(folded("F8-7", work_style="Simplex"), 8, A5)
    [fault] = refused.value.faults
    assert (fault.code, fault.field) == ("one_sided", "work_style")


def test_creep_beyond_the_page_is_refused():
    with pytest.raises(NoPlan) as refused:
        plan(folded("F4-1", creep_mm=1), 400, A5)
    [fault] = refused.value.faults
    assert (fault.code, fault.field) == ("creep", "creep_mm")


def test_exact_fits_fit():
    """220.5 // 44.1 is 4 with floats."""
    made = plan(Scheme(Sheet(220.5, 100), "repeat", bleed_mm=0), 2, (44.1, 100))
    assert counts(made).pieces_per_sheet == 5


def test_ten_thousand_pages_are_planned():
    made = plan(folded("F16-7", binding="perfect"), 10_000, A5)
    assert sorted(printed(made)) == list(range(1, 10_001))


# Mostly what people type, now and then what nobody means
MM = st.sampled_from([0, 0, 3, 3, 5, 2.5, 0.001, 20]) | st.sampled_from(
    [0, 0, 0, 3, 3, 500, -1, 1e9, float("inf"), float("nan")]
)
SHEETS = st.builds(
    Sheet,
    st.floats(1, 2000),
    st.floats(1, 2000),
    st.floats(0, 40),
    st.sampled_from(EDGES),
    st.builds(Margins, *[st.floats(0, 30)] * 4),
)
SCHEMES = st.builds(
    Scheme,
    sheet=SHEETS,
    binding=st.sampled_from(BINDINGS),
    work_style=st.sampled_from(WORK_STYLES),
    fold=st.sampled_from([*CATALOGUE, ""]),
    columns=st.integers(0, 12),
    rows=st.integers(0, 12),
    rotation=st.sampled_from(ROTATIONS),
    spine_mm=MM,
    face_mm=MM,
    head_mm=MM,
    foot_mm=MM,
    gutter_x_mm=MM,
    gutter_y_mm=MM,
    bleed_mm=MM,
    creep_mm=st.floats(0, 6),
    creep_by=st.sampled_from(["shift", "scale"]),
    marks=st.builds(Marks, slug=st.text(max_size=20)),
)


@settings(max_examples=400, deadline=None)
@given(SCHEMES, st.integers(-2, 300), st.tuples(st.floats(5, 400), st.floats(5, 400)))
def test_any_scheme_is_planned_or_refused_with_fields(scheme, pages, trim):
    """Gutters larger than the sheet, no grid, negative bleed: never a traceback."""
    try:
        made = plan(scheme, pages, trim)
    except NoPlan as refused:
        assert refused.faults and all(each.field for each in refused.faults)
        return
    copies = 1 if scheme.binding != "repeat" else made.pieces
    if scheme.has_one_set() and scheme.binding == "repeat":
        copies //= 2
    wanted = sorted(list(range(1, pages + 1)) * copies)
    found = [page for page in printed(made) if page]
    if scheme.has_one_set() or scheme.binding != "repeat":
        assert sorted(found) == wanted
    else:
        assert sorted(set(found)) == list(range(1, pages + 1))
    for sheet in made.sheets:
        if scheme.is_two_sided():
            assert all(True for _leaf in leaves(made, sheet))
        for side in sheet.sides:
            for place in side.placements:
                inside = place.clip.shared(made.printable)
                assert inside == place.clip, "a page beyond what can be printed"
                assert place.clip.shared(place.trim) == place.trim
