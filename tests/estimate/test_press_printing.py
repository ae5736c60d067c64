from dataclasses import replace
from decimal import Decimal

import pytest
from estimate import ACCEPT, QUOTE, STOP, PressPrinting
from estimate.binding import Binding
from estimate.finishing import Fold, Operation, pieces_to_print
from estimate.paper import Paper
from estimate.press import PartRun, RunPress, page_forms, piece_forms
from estimate.press_sheet import PressSheet
from estimate.product import Part
from hypothesis import given
from hypothesis import strategies as st

GLOSS_115 = Paper("gloss_115", "Gloss 115 g", 115, Decimal("0.087"))
MATT_300 = Paper("matt_300", "Matt 300 g", 300, Decimal("0.264"))
B1 = RunPress("B1", PressSheet(1000, 707, gripper_mm=10, margin_mm=5))
B2 = RunPress("B2", PressSheet(700, 500, gripper_mm=10, margin_mm=5))
DIGITAL = RunPress(
    "Digital", PressSheet(450, 320, gripper_mm=5, margin_mm=5), is_digital=True
)
STITCHED = Binding(
    "SaddleStitch",
    "Saddle stitching",
    multiple=4,
    max_mm=Decimal(4),
    heavy_gsm=130,
    heavy_pages=64,
    cover_creases=1,
)
GLUED = Binding(
    "SoftCover",
    "Soft cover",
    min_mm=Decimal(3),
    spine_allowance_mm=Decimal(4),
    cover_creases=4,
)
FLYER = PressPrinting(
    1000, 210, 297, parts=(Part("sheet", 2, 4, 4, GLOSS_115),), press=B2
)


def block(pages, paper=GLOSS_115, colors=4):
    return Part("block", pages, colors, colors, paper)


def booklet(pages, paper=GLOSS_115, binding=STITCHED, **more):
    parts = (block(pages, paper),)
    return PressPrinting(1000, 210, 297, parts=parts, press=B1, binding=binding, **more)


def rules(job):
    return {finding.rule: finding for finding in job.findings()}


def counts(job):
    return job.drivers().counts


# Worked numbers of the trade: forms of the trade, 2, with its sources


def test_spine_is_leaves_times_caliper_and_an_allowance():
    # polycity: 96 pages gloss 115 g = 48 × 0.087 = 4.18, plus 4 for cover and creases
    assert round(GLOSS_115.thickness_mm(96), 2) == Decimal("4.18")
    assert round(GLUED.spine_mm(96, GLOSS_115), 2) == Decimal("8.18")
    assert counts(booklet(96, binding=GLUED))["spine_mm"] == Decimal("8.176")


def test_a_thousand_a4_of_115_g_weigh_7_2_kg():
    assert round(counts(FLYER)["weight_kg"], 1) == Decimal("7.2")


def test_16_pages_four_colours_sheetwise_on_one_b1_sheet_take_8_plates():
    # CIP4 F16-7 on B1
    job = counts(booklet(16))
    assert (job["plates"], job["signatures"], job["sheets"]) == (8, 1, 1000)


def test_8_pages_work_and_turn_take_4_plates_and_half_the_sheets():
    job = counts(booklet(8))
    assert (job["plates"], job["sheets"]) == (4, 500)


@pytest.mark.parametrize(
    ("pages", "signatures"), [(4, 1), (16, 1), (20, 2), (48, 3), (64, 4), (100, 7)]
)
def test_signatures_are_pages_by_pages_of_a_form_rounded_up(pages, signatures):
    assert counts(booklet(pages))["signatures"] == signatures


# Imposition


@pytest.mark.parametrize(
    ("size", "bleed", "pieces"),
    [
        ((210, 297), 3, 4),  # A4 on B2
        ((148, 210), 3, 9),  # 154 × 216: 4 × 2 upright, 3 × 3 turned
        ((90, 50), 3, 60),  # 96 × 56: 7 × 8 upright, 12 × 5 turned
        ((420, 594), 3, 1),
        ((594, 841), 3, 0),
    ],
)
def test_pieces_on_a_b2_sheet(size, bleed, pieces):
    assert B2.sheet.number_up(*size, bleed) == pieces


sides = st.integers(min_value=20, max_value=900)


@given(sides, sides, st.integers(0, 10))
def test_a_piece_may_be_turned(width, height, bleed):
    up = B2.sheet.number_up(width, height, bleed)
    assert up == B2.sheet.number_up(height, width, bleed)
    turned = PressSheet(500, 700, gripper_mm=10, margin_mm=5)
    assert up == turned.number_up(width, height, bleed)


@given(sides, sides, st.integers(0, 10), st.integers(1, 20))
def test_a_larger_piece_never_yields_more(width, height, bleed, more):
    up = B2.sheet.number_up(width, height, bleed)
    assert B2.sheet.number_up(width + more, height, bleed) <= up
    assert B2.sheet.number_up(width, height, bleed + more) <= up


@given(st.integers(1, 600), st.sampled_from([4, 8, 16, 32]))
def test_forms_carry_every_page(pages, per_form):
    forms = page_forms(pages, per_form)
    carried = sum(f.count * per_form // f.pieces_per_sheet for f in forms)
    assert carried >= pages
    assert sum(form.count for form in forms) == -(-pages // per_form)


# Sheets, plates, clicks


def test_waste_is_added_set_up_by_form_and_percent_by_pass():
    press = replace(B2, waste_setup=100, waste_run=Decimal(2))
    run = PartRun(press, GLOSS_115, piece_forms(4), 1000, 4, 4)
    # 250 net, 100 to set up, 2 passes of 2 %
    assert (run.sheets(), run.sheets_gross()) == (250, 360)
    assert run.impressions() == 720


@given(st.integers(1, 50_000), st.integers(1, 500))
def test_more_copies_never_take_fewer_sheets(copies, more):
    press = replace(B2, waste_setup=100, waste_run=Decimal("1.5"))
    few = replace(FLYER, copies=copies, press=press)
    many = replace(few, copies=copies + more)
    for name in ("sheets", "sheets_gross", "impressions", "paper_kg", "weight_kg"):
        assert counts(few)[name] <= counts(many)[name]


def test_spoilage_runs_backwards():
    folding, stitching = Operation(20, Decimal(1)), Operation(10, Decimal(2))
    # 1000 good: stitching takes 1030, folding 1030 + 20 + 11
    assert pieces_to_print(1000, (folding, stitching)) == 1061


def test_the_same_inks_on_an_even_sheet_need_one_set_of_plates():
    assert counts(FLYER)["plates"] == 4
    assert counts(replace(FLYER, work_style="WorkAndBack"))["plates"] == 8
    other_back = replace(FLYER, parts=(Part("sheet", 2, 4, 1, GLOSS_115),))
    assert counts(other_back)["plates"] == 5
    one_up = replace(FLYER, width_mm=420, height_mm=594)
    assert counts(one_up)["plates"] == 8


def test_a_digital_press_has_clicks_and_no_plates():
    flyer = replace(FLYER, press=DIGITAL, parts=(Part("sheet", 2, 4, 1, GLOSS_115),))
    job = counts(flyer)
    # A4 lies twice on SRA3: 500 sheets, a colour side and a black one
    assert (job["plates"], job["sheets"]) == (0, 500)
    assert (job["clicks_color"], job["clicks_black"], job["clicks"]) == (500, 500, 1000)


def test_paper_is_weighed_in_whole_sheets():
    # 250 sheets 700 × 500 of 115 g
    assert counts(FLYER)["paper_kg"] == Decimal("10.063")


def test_make_ready_and_running_make_the_hours():
    press = replace(B2, makeready_minutes=30, speed=5000)
    # two passes of half an hour, 500 impressions
    assert counts(replace(FLYER, press=press))["press_hours"] == Decimal("1.1")


def test_cover_and_block_are_counted_apart():
    cover = Part("cover", 4, 4, 0, MATT_300)
    job = booklet(96, binding=GLUED)
    whole = counts(replace(job, parts=(cover, *job.parts)))
    assert whole["block_plates"] == 48
    # 2 × 210 and a spine of 8 mm, twice across B1
    assert (whole["cover_plates"], whole["cover_sheets_gross"]) == (4, 250)
    assert whole["plates"] == 52
    assert whole["creases"] == 4000


def test_folds_of_sheets_and_sections():
    leaflet = replace(FLYER, width_mm=99, height_mm=210, fold=Fold("F6-4", (3, 1), 2))
    assert counts(leaflet)["folds"] == 2000
    assert counts(booklet(16))["folds"] == 3000  # 16 pages: three folds
    assert counts(booklet(8))["folds"] == 2000


def test_film_goes_over_whole_sheets():
    # 250 sheets of 0.35 m²
    assert counts(replace(FLYER, lamination_sides=1))["lamination_m2"] == Decimal(
        "87.5"
    )


def test_every_count_is_always_there():
    names = set(counts(FLYER))
    for job in (PressPrinting(), booklet(96), replace(FLYER, press=DIGITAL)):
        assert set(counts(job)) == names
    assert all(
        value == 0
        for name, value in counts(PressPrinting()).items()
        if name != "copies"
    )


# What contradicts itself


def test_stitched_pages_come_in_fours():
    finding = rules(booklet(30))["R04"]
    assert (finding.field, finding.severity) == ("block_pages", STOP)
    assert (finding.params, finding.fix) == ({"down": 28, "up": 32}, "32")
    assert "R04" not in rules(booklet(32))


def test_glued_pages_come_in_pairs():
    assert rules(booklet(97, binding=GLUED))["R05"].fix == "98"


@pytest.mark.parametrize(
    ("pages", "paper", "binding", "rule"),
    [
        (96, GLOSS_115, STITCHED, "R06"),  # 4.18 mm
        (92, GLOSS_115, STITCHED, None),  # 4.002 would be too much: 46 × 0.087
        (68, Paper("p", "", 130, Decimal("0.099")), STITCHED, "R06"),
        (64, Paper("p", "", 130, Decimal("0.099")), STITCHED, None),
        (60, GLOSS_115, GLUED, "R06T"),  # 2.61 mm
        (72, GLOSS_115, GLUED, None),
    ],
)
def test_blocks_too_thick_or_too_thin(pages, paper, binding, rule):
    if rule is None and pages == 92:
        pages = 88  # 3.83 mm
    found = {name for name in rules(booklet(pages, paper, binding)) if "R06" in name}
    assert found == ({rule} if rule else set())


@pytest.mark.parametrize(
    ("flat", "ok"),
    [((297, 210), True), ((210, 297), True), ((295, 210), True), ((420, 297), False)],
)
def test_a_letter_fold_has_to_come_out(flat, ok):
    job = replace(
        FLYER, width_mm=99, height_mm=210, fold=Fold("F6-4", (3, 1), 2), flat_mm=flat
    )
    assert ("R07" not in rules(job)) is ok


def test_heavy_paper_without_creasing_asks_first():
    job = replace(
        FLYER,
        parts=(Part("sheet", 2, 4, 4, MATT_300),),
        fold=Fold("F4-1", (2, 1), 1),
        crease="none",
    )
    finding = rules(job)["R08"]
    assert (finding.severity, finding.fix) == (ACCEPT, "at_folds")
    assert "R08" not in rules(replace(job, crease="auto"))
    assert counts(replace(job, crease="auto"))["creases"] == 1000
    assert counts(job)["creases"] == 0


def test_thin_paper_under_film_on_one_side_asks_first():
    thin = replace(GLOSS_115, weight_gsm=105)
    job = replace(FLYER, parts=(Part("sheet", 2, 4, 0, thin),), lamination_sides=1)
    assert rules(job)["R09"].severity == ACCEPT
    assert "R09" not in rules(replace(job, lamination_sides=2))
    news = replace(GLOSS_115, is_delicate=True)
    assert "R09" in rules(
        replace(job, parts=(Part("sheet", 2, 4, 0, news),), lamination_sides=2)
    )


def test_a_piece_larger_than_the_sheet_says_what_fits():
    finding = rules(replace(FLYER, width_mm=594, height_mm=841))["R03"]
    assert finding.params == {"w": 684, "h": 479}
    assert finding.field == "finished_format"


def test_ways_of_turning_the_sheet():
    assert rules(replace(FLYER, work_style="Simplex"))["R18"].severity == STOP
    one_side = replace(FLYER, parts=(Part("sheet", 2, 4, 0, GLOSS_115),))
    assert "R18" in rules(replace(one_side, work_style="WorkAndBack"))
    uneven = replace(FLYER, parts=(Part("sheet", 2, 4, 1, GLOSS_115),))
    finding = rules(replace(uneven, work_style="WorkAndTurn"))["R17"]
    assert (finding.severity, finding.params) == (ACCEPT, {"n": 4})
    assert rules(replace(FLYER, work_style="Perfecting"))["R19"].severity == STOP
    perfector = replace(B2, units=8, can_perfect=True)
    perfecting = replace(FLYER, work_style="Perfecting", press=perfector)
    assert "R19" not in rules(perfecting)
    assert "R18" not in rules(FLYER)


def test_a_cover_needs_a_block():
    alone = replace(FLYER, parts=(Part("cover", 4, 4, 0, MATT_300),))
    assert rules(alone)["RP1"].field == "parts"


def test_the_shop_chooses_by_quantity_what_differs_is_digital():
    options = {
        "auto": {"digital_up_to": 300},
        "offset": {"sheet": [700, 500]},
        "digital": {"sheet": [450, 320], "is_digital": True},
    }
    form = {"process_options": options, "process": "auto", "parts": ["sheet"]}
    for more, is_digital in (
        ({"copies": 300}, True),
        ({"copies": 301}, False),
        ({"copies": 5000, "variable": "names"}, True),
        ({"copies": 10, "process": "offset"}, False),
    ):
        job = PressPrinting.from_values(form | more)
        assert job.press.is_digital is is_digital
    job = PressPrinting.from_values(form | {"process": "offset", "variable": "names"})
    assert rules(job)["RP2"].fix == "digital"


def test_choices_without_a_rate_are_priced_by_a_person():
    form = {
        "paper": "other",
        "paper_data": {"is_quoted": True},
        "finishing": ["foil"],
        "finishing_data": [{"is_quoted": True}],
    }
    quoted = [f for f in PressPrinting.from_values(form).findings() if f.rule == "R35"]
    assert [f.field for f in quoted] == ["paper", "finishing"]
    assert {f.severity for f in quoted} == {QUOTE}
