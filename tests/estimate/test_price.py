import json
from dataclasses import replace
from decimal import Decimal

import pytest
from estimate import (
    Client,
    Component,
    Discount,
    Drivers,
    Job,
    NoPrice,
    PriceError,
    Recipe,
    Surcharge,
    Tariff,
    TariffChoice,
    TariffKey,
    client_view,
    compile_formula,
    minimum_charge,
    price_for_clients,
    price_ladder,
    price_many,
    price_one,
)
from hypothesis import given, settings
from hypothesis import strategies as st

STEADY = settings(derandomize=True, max_examples=100, deadline=None)
LADDER = [[1, "12.00"], [16, "10.50"], [24, "10.00"]]
PLATES = Tariff.of(LADDER, key=17, revision=5, billing_unit="plate")
SHARED = Tariff.of(LADDER, key=18, quantity_principle="order_same_tariff")
RUSH = Surcharge("rush", Decimal(25), minimum_price=Decimal(20), is_optional=True)
CENTS = st.decimals(0, 10**5, places=2)
PERCENTS = st.decimals(0, 100, places=2)


def recipe(*steps, **settings):
    tariff = settings.pop("tariff", PLATES)
    plates = Component("plates", TariffChoice.of([tariff]), "ImageSetting", **settings)
    return Recipe((plates, *steps), tariff.rounding)


def job(quantity=24, **settings):
    made = settings.pop("recipe", None) or recipe()
    drivers = Drivers(Decimal(quantity), "plate", 1, {"plates": quantity})
    return Job(made, drivers, **settings)


def ten_percent(**settings):
    return Client((Discount(Decimal(10), **settings),))


def test_a_breakdown_says_all_to_staff_and_the_honest_part_to_the_client():
    price = price_one(job(client=ten_percent()))
    (row,) = price.breakdown()
    assert row == {
        **{"process": "ImageSetting", "price_type": "Product", "label": "plates"},
        **{"drivers": {"plates": 24}, "quantity": "24", "unit": "plate"},
        **{"range_quantity": "24", "rung": "24", "setup": "0.00"},
        **{"unit_price": "10.00", "gross": "240.00", "minimum_applied": False},
        **{"discount_percent": "10", "discount": "24.00", "net": "216.00"},
        **{"tariff": 17, "tariff_rev": 5},
    }
    assert client_view([row]) == [
        {
            **{"process": "ImageSetting", "price_type": "Product", "label": "plates"},
            **{"drivers": {"plates": 24}, "quantity": "24", "unit": "plate"},
            "net": "216.00",
        }
    ]


def test_a_client_cannot_compute_the_list_price_from_a_surcharge():
    made = recipe(replace(RUSH, base="components"))
    price = price_one(
        job(recipe=made, client=ten_percent(), options=frozenset({"rush"}))
    )
    rush = client_view(price.breakdown())[1]
    assert rush == {
        **{"process": "", "price_type": "Markup", "label": "rush"},
        **{"drivers": {}, "net": "60.00"},
    }


def test_rush_is_on_the_net_price_unless_it_says_otherwise():
    settings = {"client": ten_percent(), "options": frozenset({"rush"})}
    assert price_one(job(recipe=recipe(RUSH), **settings)).net == 216 + 54
    on_gross = recipe(replace(RUSH, base=("plates",)))
    assert price_one(job(recipe=on_gross, **settings)).net == 216 + 60
    assert price_one(job(recipe=recipe(RUSH))).net == 240


def test_what_may_not_be_discounted_is_not():
    fixed = recipe(is_discountable=False)
    assert price_one(job(recipe=fixed, client=ten_percent())).net == 240


def test_the_order_reaches_the_rung_that_a_line_does_not():
    lines = [job(12, recipe=recipe(tariff=SHARED), order="o-1") for _each in range(2)]
    assert [price.net for price in price_many(lines)] == [120, 120]
    assert price_one(lines[0]).net == 144
    assert price_one(replace(lines[0], order=None)).net == 144


def test_no_tariff_is_no_price_and_stops_no_other_line():
    keyed = TariffChoice.of([TariffKey(PLATES, {"format": "745x605"})])
    made = Recipe((Component("plates", keyed),))
    lost, found = price_many([job(recipe=made), job()])
    assert lost.refusal == NoPrice("no_tariff") and found.net == 240
    with pytest.raises(NoPrice):
        _ = lost.net


def test_the_most_specific_tariff_wins_in_any_order():
    keys = [
        TariffKey(Tariff.of([[1, 1]])),
        TariffKey(Tariff.of([[1, 2]]), {"format": "B2"}),
        TariffKey(Tariff.of([[1, 3]]), {"format": "B2"}, {"ruling": (133, 175)}),
    ]
    for each in (keys, keys[::-1]):
        choice = TariffChoice.of(each)
        asked = [{}, {"format": "B2"}, {"format": "B2", "ruling": "150"}]
        asked.append({"format": "B2", "ruling": 200})
        prices = [choice.find(values).price(1).gross for values in asked]
        assert prices == [1, 2, 3, 2]
    with pytest.raises(PriceError, match="key_twice"):
        TariffChoice.of([keys[1], keys[1]])


@pytest.mark.parametrize(
    ("steps", "code"),
    [
        ((RUSH, RUSH), "name_twice"),
        ((replace(RUSH, base=("nothing",)),), "base_unknown"),
    ],
)
def test_a_recipe_that_contradicts_itself(steps, code):
    with pytest.raises(PriceError) as refused:
        recipe(*steps)
    assert refused.value.code == code


@pytest.mark.parametrize("percent", [-1, "100.01", 150])
def test_a_discount_never_makes_a_price_negative(percent):
    with pytest.raises(PriceError, match="percent_out_of_range"):
        Discount(Decimal(percent))
    price = price_one(job(pricelist_percent=Decimal(percent)))
    assert price.refusal.code == "percent_out_of_range"


def test_a_formula_that_fails_refuses_its_line():
    made = recipe(quantity=compile_formula("plates / 0"))
    assert price_one(job(recipe=made)).refusal.code == "division_by_zero"
    made = recipe(quantity=compile_formula("plates - 25"))
    assert price_one(job(recipe=made)).refusal.code == "quantity_negative"


def test_the_minimum_of_an_order_is_a_row_of_its_own():
    assert minimum_charge(Decimal(0), Decimal(20)) is None
    assert minimum_charge(Decimal(20), Decimal(20)) is None
    assert minimum_charge(Decimal("19.99"), Decimal(20)).net == Decimal("0.01")


@st.composite
def jobs(draw):
    steps = draw(st.sampled_from([(), (RUSH,), (replace(RUSH, base="subtotal"),)]))
    tariff = draw(st.sampled_from([PLATES, SHARED]))
    rows = draw(st.lists(st.builds(Discount, PERCENTS, CENTS), max_size=3))
    return job(
        draw(st.integers(0, 10**6)),
        recipe=recipe(*steps, tariff=tariff),
        client=Client(tuple(rows), is_capped=draw(st.booleans())),
        order=draw(st.sampled_from([None, "o-1", "o-2"])),
        pricelist_percent=draw(PERCENTS),
        options=frozenset(draw(st.sets(st.just("rush")))),
    )


@STEADY
@given(st.lists(jobs(), min_size=1, max_size=6), st.randoms(use_true_random=False))
def test_neither_order_of_lines_nor_other_orders_change_a_price(lines, random):
    prices = price_many(lines)
    shuffled = list(zip(lines, prices, strict=True))
    random.shuffle(shuffled)
    again = price_many(line for line, _price in shuffled)
    assert [json.dumps(price.breakdown()) for price in again] == [
        json.dumps(price.breakdown()) for _line, price in shuffled
    ]
    alone = [line for line in lines if line.order == "o-1"]
    assert price_many(alone) == [
        price for line, price in zip(lines, prices, strict=True) if line.order == "o-1"
    ]


@STEADY
@given(jobs())
def test_sums_and_bounds(line):
    price = price_one(line)
    for row in price.rows:
        assert 0 <= row.net <= row.gross
        assert row.net % Decimal("0.01") == 0
    assert price.gross - price.discount == price.net
    rows = price.breakdown()
    assert sum((Decimal(row["net"]) for row in rows), Decimal(0)) == price.net


@STEADY
@given(CENTS, PERCENTS, PERCENTS, st.sampled_from(["0.01", "1.0", "0.001", "0.05"]))
def test_a_larger_percent_never_costs_more(quantity, one, other, rounding):
    tariff = Tariff.of([[0, 1]], rounding=rounding)
    line = job(quantity, recipe=recipe(tariff=tariff))
    clients = [
        Client((Discount(percent),)) for percent in (0, *sorted((one, other)), 100)
    ]
    nets = [price.net for price in price_for_clients(line, clients)]
    assert nets == sorted(nets, reverse=True)
    assert nets[0] == price_one(line).gross and nets[-1] == 0
    assert all(net % Decimal(rounding) == 0 for net in nets)


@STEADY
@given(st.integers(1, 10**6), st.decimals("0.01", 10**8, places=2))
def test_a_unit_price_gives_the_total_back(pieces, total):
    made = recipe(tariff=Tariff.of([[0, 1]]))
    price = price_one(Job(made, Drivers(total, "piece", pieces)))
    assert round(price.unit_price * pieces, 2) == price.net == total


@STEADY
@given(st.lists(st.integers(1, 10**4), min_size=1, max_size=8))
def test_a_ladder_is_its_rungs_priced_alone(quantities):
    ladder = price_ladder(job(), [job(each).drivers for each in quantities])
    assert ladder == [price_one(job(each)) for each in quantities]


@STEADY
@given(CENTS, CENTS)
def test_capped_thresholds_never_make_more_work_cheaper(one, other):
    rows = [(5, 500), (10, 1000), (25, 2500), (30, 3000)]
    client = Client(
        tuple(Discount(Decimal(percent), Decimal(least)) for percent, least in rows),
        is_capped=True,
    )
    made = recipe(tariff=Tariff.of([[0, 1]]))
    less, more = sorted((one, other))
    assert (
        price_one(job(less, recipe=made, client=client)).net
        <= price_one(job(more, recipe=made, client=client)).net
    )
