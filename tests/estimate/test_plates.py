from dataclasses import replace
from decimal import Decimal

import pytest
from estimate import ACCEPT, QUOTE, STOP, Plates
from estimate.plates import Press
from estimate.screen import tones
from hypothesis import given, settings
from hypothesis import strategies as st

GAUGES = (Decimal("0.15"), Decimal("0.30"))
CMYK_BOTH = Plates(colors_front=4, colors_back=4)


def rules(job):
    return {finding.rule: finding for finding in job.findings()}


@pytest.mark.parametrize(
    ("job", "plates"),
    [
        # 16 pages 4+4, F16-7 on one B1 sheet, sheetwise
        (CMYK_BOTH, 8),
        # 8 pages 4+4, work and turn: one set for both sides
        (replace(CMYK_BOTH, work_style="WorkAndTurn"), 4),
        (replace(CMYK_BOTH, work_style="WorkAndTumble"), 4),
        (replace(CMYK_BOTH, work_style="Perfecting"), 8),
        # three languages, black changes on both sides
        (replace(CMYK_BOTH, versions=3, changed_colors=2), 12),
        (Plates(colors_front=5, work_style="Simplex"), 5),
        (replace(CMYK_BOTH, signatures=3, copies=2), 48),
        (Plates(colors_front=4, colors_back=1), 5),
    ],
)
def test_plates_are_counted_as_the_trade_counts_them(job, plates):
    assert job.count() == plates
    assert job.drivers().quantity == Decimal(plates)
    assert job.drivers().unit == "plate"


@pytest.mark.parametrize("cause", ["shop", "transport"])
def test_our_own_remake_is_free_but_still_made(cause):
    drivers = replace(CMYK_BOTH, remake_cause=cause).drivers()
    assert (drivers.quantity, drivers.pieces) == (0, 8)


def test_clients_remake_is_billed():
    assert replace(CMYK_BOTH, remake_cause="client").drivers().quantity == 8


@pytest.mark.parametrize(
    ("dpi", "lpi", "levels"),
    [(2400, 150, 256), (2400, 175, 189), (2400, 200, 145), (1200, 150, 65)],
)
def test_tones_of_a_screen(dpi, lpi, levels):
    # forms of the trade, 2: (dpi / lpi)² + 1, capped at 256
    assert tones(dpi, lpi) == levels


def test_too_few_tones_may_be_accepted_and_name_the_way_out():
    finding = rules(replace(CMYK_BOTH, screen_ruling=250, output_resolution=2400))[
        "R12"
    ]
    assert (finding.severity, finding.fix) == (ACCEPT, "200")
    assert finding.params["n"] == 93


def test_fm_screens_have_no_ruling_to_complain_about():
    job = replace(CMYK_BOTH, screen_ruling=250, output_resolution=2400, is_am=False)
    assert not rules(job)


def test_ruling_above_what_the_format_takes_stops_with_a_fix():
    press = Press(name="GTO 52", max_ruling=175)
    finding = rules(replace(CMYK_BOTH, press=press, screen_ruling=200))["R13"]
    assert (finding.severity, finding.fix) == (STOP, "175")


def test_back_colours_and_one_sided_work_exclude_each_other():
    assert rules(replace(CMYK_BOTH, work_style="Simplex"))["R18"].severity == STOP
    assert "R18" in rules(Plates(colors_front=4, work_style="WorkAndBack"))
    assert "R18" not in rules(Plates(colors_front=4, work_style="Simplex"))


def test_work_and_turn_with_different_sides_asks_first():
    job = Plates(colors_front=4, colors_back=1, work_style="WorkAndTurn")
    assert rules(job)["R17"].params == {"n": 4}
    assert job.count() == 4


def test_a_job_without_any_colour_is_no_job():
    assert "F01" in rules(Plates(colors_front=0, work_style="Simplex"))


def test_perfecting_needs_a_press_that_can():
    assert "R19" not in rules(replace(CMYK_BOTH, work_style="Perfecting"))
    one_way = Press(name="GTO 52", can_perfect=False)
    eight_units = Press(name="SM 102-8P", can_perfect=True, units=8)
    job = replace(CMYK_BOTH, work_style="Perfecting", press=one_way)
    assert "R19" in rules(job)
    assert "R19" not in rules(replace(job, press=eight_units))
    assert "R19" in rules(replace(job, press=eight_units, colors_front=5))


def test_plate_sold_in_two_gauges_needs_a_choice():
    press = Press(gauges=("0.15", "0.30"))
    assert rules(replace(CMYK_BOTH, press=press))["R20"].params["list"] == GAUGES
    assert "R20" not in rules(replace(CMYK_BOTH, press=press, plate_thickness="0.30"))


@pytest.mark.parametrize(
    ("sheet", "fits"),
    [
        ((520, 360), True),
        ((360, 520), True),  # turned
        ((521, 360), False),
        ((520, 361), False),
        ((100, 100), False),  # below the smallest
    ],
)
def test_sheet_has_to_fit_the_press(sheet, fits):
    press = Press(name="GTO 52", sheet_min=(105, 180), sheet_max=(520, 360))
    job = replace(CMYK_BOTH, press=press, sheet=sheet)
    assert ("R16" not in rules(job)) is fits


def test_other_format_is_priced_by_a_person():
    assert rules(replace(CMYK_BOTH, plate_format="other"))["R35"].severity == QUOTE


def test_count_that_differs_from_the_clients_shows_the_arithmetic():
    job = replace(CMYK_BOTH, signatures=3, expected=12)
    assert rules(job)["R21"].params == {"n": 24, "m": 12, "formula": "3 × (4 + 4)"}
    assert "R21" not in rules(replace(job, expected=24))


def test_values_of_a_form_become_a_job():
    job = Plates.from_values(
        {
            "colors_front": 4,
            "colors_back": 0,
            "work_style": "Simplex",
            "screen_ruling": "175",
            "output_resolution": "2400",
            "plate_format": "510x400",
            "plate_format_data": {"press": "GTO 52", "gauges": ["0.15", "0.30"]},
        }
    )
    assert job.count() == 4
    assert set(rules(job)) == {"R20"}


def test_line_art_has_no_ruling():
    assert Plates.from_values({"screen_ruling": "none"}).screen_ruling is None


def test_figures_that_a_price_may_ask_for():
    job = replace(CMYK_BOTH, signatures=2, versions=3, changed_colors=2)
    counts = job.drivers().counts
    assert (counts["plates"], counts["sets"], counts["changed"]) == (24, 4, 8)
    assert counts["remakes"] == 0
    assert replace(job, remake_cause="client").drivers().counts["remakes"] == 24


SIDES = st.integers(0, 10)


@settings(derandomize=True, max_examples=100, deadline=None)
@given(SIDES, SIDES, st.integers(1, 20), st.integers(1, 9), SIDES)
def test_turned_work_never_needs_more_plates(
    front, back, signatures, versions, changed
):
    job = Plates(front, back, "WorkAndBack", signatures, versions, changed)
    assert replace(job, work_style="WorkAndTurn").count() <= job.count()
    next_version = replace(job, versions=versions + 1)
    assert next_version.count() - job.count() == changed * signatures


def test_a_plate_holds_the_sheet_and_the_edge_by_which_it_is_held():
    job = replace(CMYK_BOTH, plate=(745, 605), sheet=(740, 530), plate_to_paper=43)
    assert not rules(job)
    finding = rules(replace(job, plate_to_paper=76))["R16P"]
    assert (finding.field, finding.severity) == ("sheet_height", STOP)
    assert finding.params == {"need": 606, "have": 605}
    # GTO 52: the sheet is wider than its plate, and fits.
    assert not rules(replace(job, plate=(510, 400), sheet=(520, 360), plate_to_paper=0))


def test_one_ink_under_two_names_would_make_two_plates():
    finding = rules(replace(CMYK_BOTH, spots=("PANTONE 286 C", "Pantone 286U")))["R11"]
    assert finding.params == {"a": "PANTONE 286 C", "b": "Pantone 286U"}
    assert not rules(replace(CMYK_BOTH, spots=("PANTONE 286 C", "PANTONE 287 C")))
