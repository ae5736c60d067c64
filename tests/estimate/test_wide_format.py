from dataclasses import replace
from decimal import Decimal

import pytest
from estimate import ACCEPT, QUOTE, STOP, WideFormat
from estimate.wide_format import Roll

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
