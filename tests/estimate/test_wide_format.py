from dataclasses import replace
from decimal import Decimal

import pytest
from estimate import ACCEPT, QUOTE, STOP, WideFormat
from estimate.wide_format import MARGIN_MM, Roll
from hypothesis import given, settings
from hypothesis import strategies as st

BANNER = WideFormat(3000, 2000)


def rules(job):
    return {finding.rule: finding for finding in job.findings()}


def test_area_is_net_and_exact():
    assert WideFormat(3000, 1500, copies=2).area_m2() == Decimal("9.0")
    assert WideFormat(333, 333, copies=3).area_m2() == Decimal("0.332667")
    assert WideFormat(1000, 1000, sides=2).area_m2() == Decimal(2)


@pytest.mark.parametrize(
    ("where", "count"),
    [("none", 0), ("corners", 4), ("perimeter", 20), ("top", 7), ("sides", 10)],
)
def test_eyelets_of_a_3_by_2_banner_at_500(where, count):
    # corners + ⌈side / pitch⌉ - 1 on each side
    assert replace(BANNER, eyelets=where, pitch_mm=500).eyelet_count() == count


@pytest.mark.parametrize(
    ("width", "height", "rolls", "panels"),
    [
        (3000, 1500, (1600,), 1),  # 1500 fits across the roll
        (3180, 5000, (3200,), 1),
        (3181, 5000, (3200,), 2),
        (6000, 4000, (1600, 3200), 2),
        (2000, 2000, (), 1),  # boards have no roll
    ],
)
def test_panels_are_cut_the_way_that_needs_fewest(width, height, rolls, panels):
    assert WideFormat(width, height, roll=Roll(rolls)).panel_count() == panels


def test_hem_is_the_running_length_of_hemmed_edges():
    edges = {"top": "hem_welded", "bottom": "hem_welded", "left": "trim"}
    assert replace(BANNER, edges=edges).hem_mm() == 6000


def test_wider_than_the_roll_without_panels_stops():
    job = WideFormat(4000, 4000, roll=Roll((3200,)), panels="no")
    assert rules(job)["R28"].severity == STOP
    assert "R28" not in rules(replace(job, panels="welded"))


def test_material_has_to_suit_place_and_life():
    paper = Roll((914,), places=("indoor",), lives=("3_months",))
    job = WideFormat(500, 500, roll=paper, media_name="Photo paper")
    assert "R25" in rules(replace(job, place="outdoor"))
    assert "R25L" in rules(replace(job, place="indoor", life="5_years"))
    assert not rules(replace(job, place="indoor", life="3_months"))


@pytest.mark.parametrize(
    ("edge", "asks"), [("trim", True), ("pocket", True), ("hem_welded", False)]
)
def test_eyelets_want_a_hem(edge, asks):
    job = replace(BANNER, eyelets="top", edges={"top": edge})
    assert ("R26" in rules(job)) is asks
    if asks:
        assert rules(job)["R26"].severity == ACCEPT


def test_small_trimmed_sign_may_have_eyelets():
    assert not rules(WideFormat(1000, 700, eyelets="corners"))


def test_installation_is_priced_by_a_person():
    assert rules(replace(BANNER, is_installed=True))["R35"].severity == QUOTE


def test_values_of_a_form_become_a_banner():
    job = WideFormat.from_values(
        {
            "finished_width": 3000,
            "finished_height": 1500,
            "copies": 2,
            "sides": "2_different",
            "media_data": {"rolls": [1600, 3200]},
        }
    )
    assert job.drivers().quantity == Decimal(18)
    assert job.drivers().pieces == 2


@pytest.mark.parametrize(
    ("job", "billed"),
    [
        # 1 x 3 m, three side by side on 3.2 m; one by one on 1.6 m, never cut
        (WideFormat(1000, 3000, copies=3, roll=Roll((3200,))), "9.6"),
        (WideFormat(1000, 3000, copies=3, roll=Roll((1600,))), "14.4"),
        # turned when that needs less: 1500 across 1600, not 3000 along it
        (WideFormat(3000, 1500, roll=Roll((1600,))), "4.8"),
        (WideFormat(1500, 1000, copies=2, roll=Roll((1600,), may_turn=False)), "3.2"),
        # 6 x 4 m on 3.2 m: two panels either way, of 4 m rather than 6
        (WideFormat(6000, 4000, roll=Roll((3200,))), "25.6"),
        # both ends of a run are lost, the advance is whole half metres
        (WideFormat(1500, 1000, roll=Roll((1600,), (), (), 200, 500)), "2.4"),
        (WideFormat(1500, 1000, sides=2, roll=Roll((1600,))), "3.2"),
        (WideFormat(1500, 1000), "1.5"),  # boards have no roll
    ],
)
def test_a_roll_is_billed_by_its_width_times_advance(job, billed):
    assert job.billed_roll_m2() == Decimal(billed)


def test_a_small_piece_is_billed_as_the_least_one():
    stickers = WideFormat(100, 100, copies=3, roll=Roll(min_piece_m2=Decimal("0.5")))
    assert stickers.drivers().quantity == Decimal("1.5")
    assert stickers.drivers().counts["area_m2"] == Decimal("0.03")


def test_finishing_is_counted_by_what_it_is_billed_by():
    edges = {"top": "hem_welded", "left": "hem_glued"}
    job = replace(BANNER, copies=2, sides=2, edges=edges, laminate="matt", mount="foam")
    counts = replace(job, eyelets="corners", roll=Roll((1600,))).drivers().counts
    assert counts["eyelets"] == 8 and counts["panels"] == 2
    metres = {"hem_m": 10, "weld_m": 4, "perimeter_m": 20}
    assert {name: counts[name] for name in metres} == metres
    assert (counts["lamination_m2"], counts["mounting_m2"]) == (24, 12)
    assert replace(job, laminate="none").drivers().counts["lamination_m2"] == 0


@settings(derandomize=True, max_examples=150, deadline=None)
@given(
    st.integers(50, 20000),
    st.integers(50, 20000),
    st.integers(1, 50),
    st.sets(st.sampled_from([914, 1370, 1600, 3200]), min_size=1),
)
def test_turning_changes_nothing_and_no_roll_is_below_the_net_area(w, h, n, widths):
    job = WideFormat(w, h, copies=n, roll=Roll(tuple(widths)))
    assert job.billed_roll_m2() >= job.area_m2()
    turned = replace(job, width_mm=h, height_mm=w)
    assert turned.billed_roll_m2() == job.billed_roll_m2()
    assert turned.panel_count() == job.panel_count()
    if job.panel_count() == 1:
        assert min(w, h) <= max(widths) - 2 * MARGIN_MM
