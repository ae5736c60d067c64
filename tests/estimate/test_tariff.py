from decimal import Decimal
from fractions import Fraction

import pytest
from estimate import NoPrice, PriceError, Tariff, read_grid
from hypothesis import given, settings
from hypothesis import strategies as st

STICKERS = [[100, "1.80"], [150, "1.40"], [200, "1.20"], [300, "0.85"], [400, "0.73"]]
STEADY = settings(derandomize=True, max_examples=150, deadline=None)
SMALLEST = ("0.01", "1.0", "0.001", "0.05")
ROUNDINGS = st.sampled_from([Decimal(text) for text in SMALLEST])
QUANTITIES = st.decimals(0, 10**6, places=3, allow_nan=False, allow_infinity=False)
PRICES = st.decimals(0, 1000, places=3, allow_nan=False, allow_infinity=False)


def gross(quantity, grid=STICKERS, **settings):
    return Tariff.of(grid, **settings).price(quantity).gross


@st.composite
def grids(draw, is_total=False):
    """A table of 1 to 8 rungs; totals, where they are wanted, rise."""
    amounts = sorted(draw(st.sets(st.integers(1, 5000), min_size=1, max_size=8)))
    prices = draw(st.lists(PRICES, min_size=len(amounts), max_size=len(amounts)))
    return list(zip(amounts, sorted(prices) if is_total else prices, strict=True))


@pytest.mark.parametrize(
    ("mode", "at_299", "at_300", "at_301"),
    [
        ("all_units", "358.80", "255.00", "255.85"),
        ("next_rung_cap", "255.00", "255.00", "255.85"),
        # slices: 150 x 1.80 + 50 x 1.40 + 100 x 1.20, less or more of the last
        ("incremental", "458.80", "460.00", "460.85"),
        ("interpolate_total", "254.85", "255.00", "255.37"),
        ("interpolate_unit", "255.20", "255.00", "255.49"),
        ("lookup", "255.00", "255.00", "292.00"),
    ],
)
def test_six_ways_to_read_one_table(mode, at_299, at_300, at_301):
    found = [gross(quantity, break_mode=mode) for quantity in (299, 300, 301)]
    assert found == [Decimal(each) for each in (at_299, at_300, at_301)]


@pytest.mark.parametrize("mode", ["all_units", "next_rung_cap", "interpolate_total"])
def test_beyond_the_table(mode):
    assert gross(500, break_mode=mode) == Decimal("365.00")
    # the run-on price: 37.00 for the last hundred
    assert gross(500, break_mode=mode, overflow="extrapolate") == Decimal("329.00")
    with pytest.raises(NoPrice, match="above_last_rung") as refused:
        gross(401, break_mode=mode, overflow="refuse")
    assert refused.value.params == {"limit": 400}


def test_below_the_table():
    assert gross(50) == Decimal("90.00")
    assert gross(50, underflow="first_total") == Decimal("180.00")
    with pytest.raises(NoPrice, match="below_first_rung"):
        gross(50, underflow="refuse")


def test_what_is_not_in_the_table_is_not_sold():
    shop = Tariff.of(STICKERS, break_mode="lookup", is_exact=True)
    assert shop.price(150).gross == Decimal("210.00")
    with pytest.raises(NoPrice) as refused:
        shop.price(151)
    assert refused.value.params == {"lower": 150, "upper": 200}
    # without: the next one up is delivered and billed
    assert Tariff.of(STICKERS, break_mode="lookup").price(151).quantity == 200


def test_printtalk_steps_beyond_a_base():
    shop = Tariff.of(
        [[100, 50, 0, 50, 10], [1000, 200]], break_mode="lookup", grid_is_total=True
    )
    assert [shop.price(q).gross for q in (100, 150, 151, 200)] == [50, 60, 70, 70]
    assert shop.price(151).quantity == 200


def test_step_then_minimum_quantity_then_minimum_price():
    tariff = Tariff.of(
        [[0, "10.00"]],
        quantity_step="0.5",
        minimum_quantity=1,
        setup_price=5,
        minimum_price=16,
    )
    assert tariff.price("0.2").gross == 16 and tariff.price("0.2").is_minimum
    price = tariff.price("1.1")
    assert (price.quantity, price.gross, price.is_minimum) == (
        Decimal("1.5"),
        20,
        False,
    )


def test_nothing_ordered_costs_nothing_whatever_the_minimum():
    assert gross(0, setup_price=5, minimum_price=16, minimum_quantity=1) == 0


def test_halves_go_up_in_any_currency():
    assert gross(1, [[1, "1.005"]]) == Decimal("1.01")
    assert gross(1, [[1, "1000.5"]], rounding=1) == 1001
    assert gross(1, [[1, "1.0005"]], rounding="0.001") == Decimal("1.001")
    assert gross(1, [[1, "1.025"]], rounding="0.05") == Decimal("1.05")


@pytest.mark.parametrize(
    ("grid", "code", "params"),
    [
        ([], "grid_empty", {}),
        ([[1, 2], [1, 2]], "grid_not_rising", {"row": 2, "amount": 1, "before": 1}),
        ([[2, 2], [1, 2]], "grid_not_rising", {"row": 2, "amount": 1, "before": 2}),
        ([[1, -2]], "price_negative", {"row": 1}),
        ([[-1, 2]], "amount_negative", {"row": 1}),
        ([[1, 2], [3]], "row_length", {"row": 2}),
        (["12"], "row_length", {"row": 1}),
        ([[1, "two"]], "not_a_number", {"row": 1, "field": "price", "value": "two"}),
        ([[1, "NaN"]], "not_a_number", {"row": 1, "field": "price", "value": "NaN"}),
        ([[1, "1e99"]], "too_large", {"row": 1, "field": "price", "value": "1e99"}),
    ],
)
def test_a_wrong_table_names_its_row(grid, code, params):
    with pytest.raises(PriceError) as refused:
        Tariff.of(grid)
    assert (refused.value.code, refused.value.params) == (code, params)


@pytest.mark.parametrize(
    ("settings", "code"),
    [
        ({"break_mode": "best"}, "choice_unknown"),
        ({"overflow": "guess"}, "choice_unknown"),
        ({"minimum_price": -1}, "price_negative"),
        ({"quantity_step": -1}, "price_negative"),
        ({"rounding": 0}, "price_negative"),
        ({"break_mode": "incremental", "grid_is_total": True}, "mode_needs_rates"),
        ({"break_mode": "incremental", "range_unit": "page"}, "mode_needs_one_unit"),
        ({"grid_is_total": True, "range_unit": "page"}, "mode_needs_one_unit"),
    ],
)
def test_settings_that_contradict_themselves(settings, code):
    with pytest.raises(PriceError) as refused:
        Tariff.of(STICKERS, **settings)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("quantity", "code"),
    [(-1, "quantity_negative"), ("1e20", "too_large"), ("", "not_a_number")],
)
def test_a_quantity_that_cannot_be(quantity, code):
    with pytest.raises(PriceError) as refused:
        gross(quantity)
    assert refused.value.code == code


def test_columns_may_be_named():
    assert read_grid([{"base_amount": 1, "price": 2, "setup": 3}])[0].setup == 3


def test_a_falling_ladder_is_remarked():
    remarks = list(Tariff.of(STICKERS).remarks())
    assert [(r.code, r.params["less"], r.params["amount"]) for r in remarks] == [
        *(("total_falls", 149, 150), ("total_falls", 199, 200)),
        *(("total_falls", 299, 300), ("total_falls", 399, 400)),
    ]
    assert not list(Tariff.of(STICKERS, break_mode="next_rung_cap").remarks())
    (rise,) = Tariff.of([[1, "39.99"], [100, 440]]).remarks()
    assert (rise.code, rise.params["amount"]) == ("unit_price_rises", 100)


@STEADY
@given(
    grids(), QUANTITIES, QUANTITIES, st.sampled_from(["next_rung_cap", "incremental"])
)
def test_more_never_costs_less(grid, one, other, mode):
    tariff = Tariff.of(grid, break_mode=mode)
    less, more = sorted((one, other))
    assert tariff.price(less).gross <= tariff.price(more).gross


@STEADY
@given(grids(is_total=True), QUANTITIES, QUANTITIES)
def test_more_never_costs_less_between_rising_totals(grid, one, other):
    tariff = Tariff.of(grid, break_mode="interpolate_total", grid_is_total=True)
    less, more = sorted((one, other))
    assert tariff.price(less).gross <= tariff.price(more).gross


@STEADY
@given(grids(), st.integers(1, 6000))
def test_all_units_fall_at_rungs_only(grid, quantity):
    tariff = Tariff.of(grid)
    if tariff.price(quantity).gross < tariff.price(quantity - 1).gross:
        assert quantity in [amount for amount, _price in grid]


@STEADY
@given(grids(), QUANTITIES, ROUNDINGS, st.booleans())
def test_all_units_against_fractions(grid, quantity, rounding, is_total):
    tariff = Tariff.of(grid, rounding=rounding, grid_is_total=is_total)
    found = tariff.price(quantity).gross
    reached = [row for row in grid if row[0] <= quantity] or grid[:1]
    amount, price = reached[-1]
    cost = Fraction(quantity) * Fraction(price) / (amount if is_total else 1)
    steps = int(cost / Fraction(rounding) + Fraction(1, 2))  # a half goes up
    assert found == steps * rounding


@STEADY
@given(grids(), st.integers(1, 10**6), st.decimals(0, 500, places=2))
def test_minimum_and_setup(grid, quantity, amount):
    plain = gross(quantity, grid)
    assert gross(quantity, grid, minimum_price=amount) == max(plain, amount)
    assert abs(gross(quantity, grid, setup_price=amount) - plain - amount) <= Decimal(
        "0.01"
    )


@STEADY
@given(st.decimals(0, 500, places=2), PRICES, st.integers(1, 5000))
def test_unit_price_never_rises_with_a_setup(setup, rate, quantity):
    tariff = Tariff.of([[1, rate]], setup_price=setup, rounding="0.000001")
    less, more = tariff.price(quantity).gross, tariff.price(quantity + 1).gross
    assert more * quantity <= less * (quantity + 1) + Decimal("0.01")
