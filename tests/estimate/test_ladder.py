from decimal import Decimal

import pytest
from estimate import (
    Component,
    Drivers,
    Job,
    Recipe,
    Tariff,
    TariffChoice,
    find_bargain,
    find_quantities,
    reach_rung,
    read_rungs,
)
from hypothesis import given
from hypothesis import strategies as st

QUANTITIES = st.integers(1, 10**6)


@given(QUANTITIES, st.lists(st.integers(1, 10**6)), st.integers(1, 5))
def test_a_ladder_rises_holds_what_is_asked_and_keeps_the_limits(quantity, rungs, n):
    most = quantity * n
    ladder = find_quantities(quantity, rungs, 1, most)
    assert list(ladder) == sorted(set(ladder))
    assert quantity in ladder
    assert len(ladder) <= 5
    assert ladder[0] >= 1 and ladder[-1] <= most


@given(QUANTITIES, st.lists(st.integers(1, 10**6)))
def test_a_ladder_has_at_least_three_steps_where_more_may_be_ordered(quantity, rungs):
    assert len(find_quantities(quantity, rungs)) >= 3


def test_rungs_come_before_round_quantities():
    assert find_quantities(120, [50, 150, 300]) == (50, 120, 150, 300, 500)
    # The next one is news however near it is; after it they stand apart.
    assert find_quantities(900, [1000, 1100, 5000]) == (500, 900, 1000, 5000, 10000)


def test_nothing_beyond_the_limits_is_offered():
    assert find_quantities(10, [5, 20, 50], least=8, most=30) == (10, 20)
    assert find_quantities(1, least=1, most=1) == (1,)


@pytest.mark.parametrize(
    ("quantity", "taken", "rung", "expected"),
    [(1, 8, 16, 2), (2, 16, 24, 3), (3, 13, 50, 12), (1, 1, "0.5", 1)]
    + [(900, 330, 1000, 2800), (900, 900, 1234, 1234), (7, 14, 3, 2)],
)
def test_a_rung_is_reached_with_whole_copies(quantity, taken, rung, expected):
    assert reach_rung(quantity, Decimal(taken), Decimal(rung)) == expected


def test_the_rungs_of_a_job_are_those_of_the_tariffs_it_is_priced_by():
    tariff = Tariff.of([[1, "12.00"], [16, "10.50"]], billing_unit="plate")
    plates = Component("plates", TariffChoice.of([tariff]))
    job = Job(Recipe((plates,)), Drivers(Decimal(8), "plate", 8))
    assert read_rungs(job) == [(Decimal(8), (Decimal(1), Decimal(16)))]
    unpriced = Component("plates", TariffChoice.of([]))
    assert read_rungs(Job(Recipe((unpriced,)), job.drivers)) == []


def test_a_bargain_is_half_the_unit_price_or_less():
    steps = [(100, Decimal(100)), (200, Decimal(150)), (300, Decimal(280))]
    assert find_bargain(steps, 0) == (1, Decimal(50))
    steps[1] = (200, Decimal("150.01"))
    assert find_bargain(steps, 0) is None


def test_much_more_work_is_no_bargain_however_cheap_the_piece():
    assert find_bargain([(100, Decimal(100)), (900, Decimal(151))], 0) is None
    assert find_bargain([(100, Decimal(100)), (900, Decimal(150))], 0)


def test_a_larger_quantity_that_is_cheaper_wins_over_a_nearer_one():
    steps = [(100, Decimal(100)), (200, Decimal(110)), (300, Decimal(90))]
    assert find_bargain(steps, 0) == (2, Decimal(-10))


def test_the_largest_quantity_has_no_bargain():
    assert find_bargain([(100, Decimal(100)), (200, Decimal(101))], 1) is None
