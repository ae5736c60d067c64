"""Page orders as others know them.

Of pdfimpose 2.10 (Louis Paternault): run once and its matrices written down, since its
licence keeps it out of here. The documentation of CPAN's PDF::Imposition 0.26 (Melmoth)
has the same: Schema2x4x1 is F8-7, Schema1x8x2 F16-7. ``r`` stands on its head.
"""

import pytest
from prepress.imposition import Scheme, Sheet, plan
from test_imposition_plan import A5, folded, in_grid, numbers

# pdfimpose's "hardcover" with folds h, vh, hvh and hvvh
SIGNATURES = {
    "F4-1": ("4 1", "2 3"),
    "F8-7": ("5r 4r / 8 1", "3r 6r / 2 7"),
    "F16-7": ("5r 12r 9r 8r / 4 13 16 1", "7r 10r 11r 6r / 2 15 14 3"),
    "F32-5": (
        "5r 28r 25r 8r / 12 21 24 9 / 13r 20r 17r 16r / 4 29 32 1",
        "7r 26r 27r 6r / 10 23 22 11 / 15r 18r 19r 14r / 2 31 30 3",
    ),
}
# pdfimpose's "saddle" with folds h and 12 pages, vh and 24, hvh and 32
NESTED = {
    ("F4-1", 12): ("12 1", "2 11", "10 3", "4 9", "8 5", "6 7"),
    ("F8-7", 24): (
        "21r 4r / 24 1",
        "3r 22r / 2 23",
        "17r 8r / 20 5",
        "7r 18r / 6 19",
        "13r 12r / 16 9",
        "11r 14r / 10 15",
    ),
    ("F16-7", 32): (
        "5r 28r 25r 8r / 4 29 32 1",
        "7r 26r 27r 6r / 2 31 30 3",
        "13r 20r 17r 16r / 12 21 24 9",
        "15r 18r 19r 14r / 10 23 22 11",
    ),
}


@pytest.mark.parametrize("code", SIGNATURES)
def test_a_signature_is_laid_out_as_others_do(code):
    count = 2 * len(SIGNATURES[code][0].replace("/", "").split())
    made = plan(folded(code, binding="perfect"), count, A5)
    assert tuple(map(in_grid, made.sheets[0].sides)) == SIGNATURES[code]


@pytest.mark.parametrize(("code", "count"), NESTED)
def test_nested_signatures_are_laid_out_as_others_do(code, count):
    made = plan(folded(code, binding="saddle"), count, A5)
    sides = [in_grid(side) for sheet in made.sheets for side in sheet.sides]
    assert tuple(sides) == NESTED[code, count]


@pytest.mark.parametrize(
    ("binding", "fronts"),
    [
        # pdfimpose's "cards" and "wire", 3 x 2; they count down the columns, we rows
        ("loose", ([1, 3, 5, 7, 9, 11], [13, 15, 17, 19, 21, 23])),
        ("stack", ([1, 5, 9, 13, 17, 21], [3, 7, 11, 15, 19, 23])),
    ],
)
def test_leaves_are_laid_out_as_others_do(binding, fronts):
    made = plan(Scheme(Sheet(320, 450), binding, columns=3, rows=2), 24, (90, 50))
    for sheet, expected in zip(made.sheets, fronts, strict=True):
        front, back = sheet.sides
        assert numbers(front.placements) == expected
        # Each row of the back is the front's, the other way round.
        rows = [numbers(back.placements)[:3], numbers(back.placements)[3:]]
        assert [page - 1 for row in rows for page in reversed(row)] == expected
