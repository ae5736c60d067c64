from decimal import Decimal

from estimate import STOP, Design
from hypothesis import given
from hypothesis import strategies as st

FLYER = {"hours_concept": 1.5, "hours_page": 0.5, "hours_round": 0.5, "free_rounds": 3}
FORM = {
    "product_kind_data": FLYER,
    "pages": 2,
    "concepts": 1,
    "rounds": 2,
    "texts_state": "final",
    "pictures_state": "supplied",
}


def hours(**more):
    return Design.from_values(FORM | more).hours()


def test_concepts_and_pages_in_every_language_take_time():
    assert hours() == Decimal("2.5")
    assert hours(concepts=2) == 4
    assert hours(languages=["bg", "en"]) == Decimal("3.5")


def test_three_correction_rounds_are_free():
    # a228: two drafts and up to three corrections, the rest paid
    assert hours(rounds=3) == hours()
    assert hours(rounds=5) == hours() + 1


def test_a_typed_page_has_1800_characters():
    typing = {"texts_state": "to_type", "texts_state_data": {"hours_typed_page": 0.5}}
    assert hours(**typing, typed_characters=1800) == 3
    assert hours(**typing, typed_characters=1801) == Decimal("3.5")


def test_begun_half_hours_are_billed():
    # vivid: at least half an hour
    assert hours(pages=1, product_kind_data={"hours_page": 0.1}) == Decimal("0.5")


def test_a_logo_to_trace_takes_time():
    assert hours(brand_assets_data=[{}, {"hours": 1}]) == Decimal("3.5")


def test_the_line_counts_one_job_of_so_many_hours():
    drivers = Design.from_values(FORM | {"languages": ["bg", "en"]}).drivers()
    assert (drivers.unit, drivers.pieces) == ("hour", 1)
    assert drivers.counts["layouts"] == 4
    assert Design.from_values(FORM).formula() == "1.5 + 2 × 0.5"


def test_nothing_is_estimated_without_what_exists():
    for code in ("texts_state", "pictures_state", "concepts"):
        [finding] = Design.from_values(FORM | {code: None}).findings()
        assert (finding.rule, finding.severity) == ("R31", STOP)
    assert not list(Design.from_values(FORM).findings())


@given(st.integers(1, 200), st.integers(1, 5), st.integers(0, 10))
def test_more_work_never_takes_less_time(pages, concepts, rounds):
    less = hours(pages=pages, concepts=concepts, rounds=rounds)
    assert less <= hours(pages=pages + 1, concepts=concepts, rounds=rounds)
    assert less <= hours(pages=pages, concepts=concepts + 1, rounds=rounds)
    assert less <= hours(pages=pages, concepts=concepts, rounds=rounds + 1)
