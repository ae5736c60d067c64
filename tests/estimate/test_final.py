from dataclasses import replace
from decimal import Decimal

import pytest
from estimate import (
    Client,
    Component,
    Discount,
    Drivers,
    Job,
    PriceError,
    Recipe,
    Surcharge,
    Tariff,
    TariffChoice,
    client_view,
    price_one,
    shows_amounts,
)
from estimate.final import (
    ACCEPTED,
    TO_APPROVE,
    Actuals,
    Remake,
    Tolerance,
    billed_pieces,
    final_price,
)
from estimate.final import made as made_drivers
from hypothesis import given, settings
from hypothesis import strategies as st

PLATES = Component("plates", TariffChoice.of([Tariff.of([[0, 10]], setup_price=5)]))
JOB = Job(
    Recipe((PLATES, Surcharge("rush", Decimal(20)))),
    Drivers(Decimal(8), "plate", 8),
    client=Client((Discount(Decimal(10)),)),
)
ESTIMATE = price_one(JOB)  # (8 x 10 + 5) - 10 % + 20 % = 91.80


def made(quantity=8, *remakes, cause="", tolerance=()):
    causes = {"plates": cause} if cause else {}
    drivers = Drivers(Decimal(quantity), "plate", 8)
    actuals = Actuals(
        drivers, tuple(Remake("plates", *each) for each in remakes), causes
    )
    limits = Tolerance(*map(Decimal, tolerance)) if tolerance else Tolerance()
    return final_price(ESTIMATE, JOB, actuals, limits)


def test_as_ordered_is_as_estimated():
    assert Decimal("91.80") == ESTIMATE.net
    final = made()
    assert (final.difference, final.decision, final.changes) == (0, ACCEPTED, ())


def test_less_work_accepts_itself():
    final = made(7)
    assert (final.difference, final.decision) == (Decimal("-10.80"), ACCEPTED)


def test_more_work_waits_for_the_client_row_by_row():
    final = made(9)
    assert final.decision == TO_APPROVE
    plates, rush = final.changes
    assert (plates.name, plates.difference, plates.cause) == ("plates", 9, "Production")
    assert (rush.name, rush.difference) == ("rush", Decimal("1.80"))


@pytest.mark.parametrize(
    ("percent", "amount", "decision"),
    [(12, "10.80", ACCEPTED), (11, "10.80", TO_APPROVE), (12, "10.79", TO_APPROVE)],
)
def test_within_both_limits_nobody_is_asked(percent, amount, decision):
    # 10.80 more on 91.80 are 11.76 %
    assert made(9, tolerance=(percent, amount)).decision == decision


def test_a_remake_of_the_client_is_charged_at_the_rate_of_the_order():
    final = made(8, (Decimal(2), "client"))
    assert final.difference == 18  # 2 x 10 - 10 %, no set-up, no rush
    (change,) = final.changes
    assert change.cause == "ContentMismatch"


@pytest.mark.parametrize("cause", ["shop", "transport"])
def test_our_remake_is_seen_by_staff_only(cause):
    final = made(8, (Decimal(2), cause))
    assert (final.difference, final.decision) == (0, ACCEPTED)
    row = final.price.breakdown()[-1]
    assert (row["gross"], row["discount"], row["net"]) == ("20.00", "20.00", "0.00")
    assert len(client_view(final.price.breakdown())) == 2


@pytest.mark.parametrize("cause", ["Quality", "Efficiency"])
def test_our_fault_never_raises_the_price(cause):
    final = made(12, cause=cause)
    assert (final.difference, final.decision, final.changes) == (0, ACCEPTED, ())
    excess = final.price.rows[-1]
    assert (excess.gross, excess.net) == (40, 0)
    assert made(7, cause=cause).difference < 0


def test_a_remake_of_nothing_we_made():
    actuals = Actuals(JOB.drivers, (Remake("films", Decimal(1), "client"),))
    with pytest.raises(PriceError, match="component_unknown"):
        final_price(ESTIMATE, JOB, actuals)
    with pytest.raises(PriceError, match="choice_unknown"):
        Remake("plates", Decimal(1), "weather")
    with pytest.raises(PriceError, match="choice_unknown"):
        Actuals(JOB.drivers, causes={"plates": "weather"})


def test_the_percentage_of_the_order_stays():
    richer = replace(JOB, client=Client((Discount(Decimal(50)),)))
    actuals = Actuals(JOB.drivers)
    assert final_price(ESTIMATE, richer, actuals).difference == 0


@pytest.mark.parametrize(
    ("delivered", "percent", "is_exact", "billed"),
    [
        (1000, 10, False, 1000),
        (1100, 10, False, 1100),
        (1101, 10, False, 1100),
        (900, 10, False, 900),
        (1050, 10, True, 1000),
        (0, 10, False, 0),
    ],
)
def test_overs_above_tolerance_are_a_gift(delivered, percent, is_exact, billed):
    assert billed_pieces(1000, delivered, Decimal(percent), is_exact) == billed


@settings(derandomize=True, max_examples=100, deadline=None)
@given(
    st.integers(0, 1000),
    st.lists(
        st.tuples(st.integers(1, 9).map(Decimal), st.sampled_from(["client", "shop"])),
        max_size=3,
    ),
    st.sampled_from(["", "Quality", "ContentMismatch"]),
)
def test_changes_add_up_to_the_difference(quantity, remakes, cause):
    if not quantity:
        remakes = []
    final = made(quantity, *remakes, cause=cause)
    assert sum(each.difference for each in final.changes) == final.difference
    for row in final.price.rows:
        assert 0 <= row.net <= row.gross


@pytest.mark.parametrize(
    ("unit", "counts", "quantity", "pieces", "made_counts"),
    [
        ("plate", {"plates": 8, "sets": 8}, 9, 9, {"plates": 9, "sets": 8}),
        (
            "film",
            {"films": 4, "film_cm2": Decimal(2480), "duplicate_films": 0},
            5,
            5,
            {"films": 5, "film_cm2": 3100, "duplicate_films": 1},
        ),
        ("m2", {"area_m2": Decimal("4.5"), "eyelets": 12}, 5, 2, {"eyelets": 12}),
        ("hour", {"hours": Decimal(2), "pages": 4}, 3, 2, {"hours": 3, "pages": 4}),
    ],
)
def test_what_was_made_counts_what_follows_from_it(
    unit, counts, quantity, pieces, made_counts
):
    ordered = Drivers(counts.get("area_m2") or 8, unit, 2, counts)
    if unit in ("plate", "film", "hour"):
        ordered = replace(ordered, quantity=Decimal(next(iter(counts.values()))))
    after = made_drivers(ordered, Decimal(quantity))
    assert (after.quantity, after.pieces) == (quantity, pieces)
    assert {name: after.counts[name] for name in made_counts} == made_counts


def test_less_than_nothing_cannot_be_made():
    with pytest.raises(PriceError, match="quantity_negative"):
        made_drivers(JOB.drivers, Decimal(-1))


@pytest.mark.parametrize(
    ("base", "percent", "shown"),
    [("net", 10, True), ("components", 10, False), ("components", 0, True)],
)
def test_amounts_that_would_tell_the_list_price_are_not_shown(base, percent, shown):
    recipe = Recipe((PLATES, Surcharge("rush", Decimal(20), base=base)))
    client = Client((Discount(Decimal(percent)),) if percent else ())
    price = price_one(Job(recipe, JOB.drivers, client=client))
    assert shows_amounts(price.breakdown()) == shown
