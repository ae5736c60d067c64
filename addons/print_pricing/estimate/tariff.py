"""A tariff: the price of a quantity, by the shop's own table.

Six ways to read one table (``break_mode``), since each is somebody's price list:

``lookup``
    only the quantities of the table are sold: an exact one, or the next one up
``all_units``
    the rate of the reached rung for the whole quantity; totals fall at rungs
``next_rung_cap``
    the same, but never dearer than any larger rung as a whole
``incremental``
    each slice at its own rate: the rate of a rung is for what exceeds it
``interpolate_total``, ``interpolate_unit``
    a straight line between the totals, or the unit prices, of two rungs
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from .money import CENT, EXACT, MOST_DECIMALS, exact, round_half_up, round_money
from .price_error import NoPrice, PriceError

LOOKUP = "lookup"
ALL_UNITS = "all_units"
NEXT_RUNG_CAP = "next_rung_cap"
INCREMENTAL = "incremental"
INTERPOLATE_TOTAL = "interpolate_total"
INTERPOLATE_UNIT = "interpolate_unit"
BREAK_MODES = (
    *(LOOKUP, ALL_UNITS, NEXT_RUNG_CAP),
    *(INCREMENTAL, INTERPOLATE_TOTAL, INTERPOLATE_UNIT),
)
# With a range in another unit than the bill's, a rung has no total to go by.
RATE_MODES = (LOOKUP, ALL_UNITS, INTERPOLATE_UNIT)

LINE = "line"
ORDER_SAME_TARIFF = "order_same_tariff"
PRINCIPLES = (LINE, ORDER_SAME_TARIFF)

LAST_RATE = "last_rate"
EXTRAPOLATE = "extrapolate"
REFUSE = "refuse"
OVERFLOWS = (LAST_RATE, EXTRAPOLATE, REFUSE)

FIRST_RATE = "first_rate"
FIRST_TOTAL = "first_total"
UNDERFLOWS = (FIRST_RATE, FIRST_TOTAL, REFUSE)

UNITS = (
    *("piece", "plate", "film", "film_cm2", "m2", "running_m", "sheet", "click"),
    *("impression", "thousand", "page", "hour", "kg", "order"),
)
ZERO = Decimal(0)


class Rung(NamedTuple):
    """A row of the table.

    :param base_amount: quantity at which the row begins, in the range unit
    :param price: of one billing unit, or of ``base_amount`` units as a whole
    :param setup: charged once on top of the tariff's own set-up
    :param additional_amount: pieces of one more step (PrintTalk ``Additional``);
        0: the row sells ``base_amount`` only
    :param additional_price: of one more step
    """

    base_amount: Decimal
    price: Decimal
    setup: Decimal = ZERO
    additional_amount: Decimal = ZERO
    additional_price: Decimal = ZERO


REQUIRED = ("base_amount", "price")


class Remark(NamedTuple):
    """What is odd about a table, though it can be priced with."""

    code: str  # total_falls, unit_price_rises
    params: dict


@dataclass(frozen=True, slots=True)
class TariffPrice:
    """The price of one quantity, before any discount, tax excluded.

    ``gross = max(set-up + what the quantity costs, minimum)``, rounded once.
    """

    quantity: Decimal  # billed, after step and minimum quantity
    range_quantity: Decimal  # chose the rung
    rung: Decimal | None  # base amount of the row used; None: nothing was ordered
    setup: Decimal
    unit_price: Decimal  # of one billing unit without set-up, to 12 decimals
    gross: Decimal
    is_minimum: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Tariff:
    """A table of rungs and the rules around it. Prices are net of tax.

    >>> tariff = Tariff.of([[100, "1.80"], [200, "1.20"], [300, "0.85"]])
    >>> tariff.price(250).gross
    Decimal('300.00')

    :param range_unit: unit of ``base_amount``; empty: the billing unit
    :param quantity_step: the billed quantity is rounded up to a multiple of it
    :param overflow: beyond the last rung: its rate, the slope of the last two rungs
        (the run-on price), or no price
    :param underflow: below the first rung: its rate, its whole price, or no price
    :param is_exact: ``lookup`` sells what the table names and nothing between
    :param rounding: the smallest amount of the currency
    :param key: what a breakdown names this tariff by: its id
    :param revision: counts the changes of the tariff
    :raise PriceError: ``grid_empty``, ``grid_not_rising`` (row), ``price_negative``
        (row), ``amount_negative`` (row), ``total_needs_amount`` (row),
        ``mode_needs_rates``, ``mode_needs_one_unit``, ``choice_unknown`` (field)
    """

    grid: tuple[Rung, ...]
    break_mode: str = ALL_UNITS
    grid_is_total: bool = False
    billing_unit: str = "piece"
    range_unit: str = ""
    quantity_principle: str = LINE
    setup_price: Decimal = ZERO
    minimum_price: Decimal = ZERO
    minimum_quantity: Decimal = ZERO
    quantity_step: Decimal = ZERO
    overflow: str = LAST_RATE
    underflow: str = FIRST_RATE
    is_exact: bool = False
    rounding: Decimal = CENT
    key: int | str | None = None
    revision: int = 0
    _amounts: tuple = field(init=False, repr=False)
    _aid: tuple = field(init=False, repr=False)

    def __post_init__(self):
        for problem in self._problems():
            raise problem
        object.__setattr__(self, "_amounts", tuple(r.base_amount for r in self.grid))
        object.__setattr__(self, "_aid", tuple(self._prepare()))

    @classmethod
    def of(cls, grid: Sequence, **settings) -> "Tariff":
        """Make a tariff of typed values: rows of 2 to 5 numbers or texts.

        :raise PriceError: also ``not_a_number``, ``too_large``, ``too_precise``,
            ``row_length``, each with the field or row
        """
        numbers = ("setup_price", "minimum_price", "minimum_quantity", "quantity_step")
        for name in (*numbers, "rounding"):
            if name in settings:
                settings[name] = exact(settings[name], name)
        return cls(grid=read_grid(grid), **settings)

    def price(self, quantity, range_quantity=None) -> TariffPrice:
        """Return the price of ``quantity`` billing units; nothing costs nothing.

        :param range_quantity: chooses the rung instead: pages, or what the whole
            order takes of this tariff
        :raise NoPrice: ``below_first_rung``, ``above_last_rung`` (limit),
            ``not_a_rung`` (lower, upper)
        :raise PriceError: ``quantity_negative``, ``not_a_number``, ``too_large``
        """
        quantity = exact(quantity, "quantity")
        if quantity < 0:
            raise PriceError("quantity_negative", quantity=quantity)
        if not quantity:
            return TariffPrice(ZERO, ZERO, None, ZERO, ZERO, ZERO)
        billed = self.billed(quantity)
        if range_quantity is None:
            reach = billed
        else:
            reach = exact(range_quantity, "range_quantity")
            if reach < 0:
                raise PriceError("quantity_negative", quantity=reach)
        if not self._has_own_range():
            reach = max(reach, billed)
        rung, billed, dividend, divisor = self._cost(billed, reach)
        setup = EXACT.add(self.setup_price, self.grid[rung].setup)
        cost = EXACT.divide(dividend, divisor)
        gross = EXACT.add(cost, setup)
        is_minimum = gross < self.minimum_price
        if is_minimum:
            gross = self.minimum_price
        return TariffPrice(
            quantity=billed,
            range_quantity=reach,
            rung=self._amounts[rung],
            setup=setup,
            unit_price=_unit_price(dividend, EXACT.multiply(divisor, billed)),
            gross=round_money(gross, self.rounding),
            is_minimum=is_minimum,
        )

    def billed(self, quantity: Decimal) -> Decimal:
        """Return what is billed for ``quantity``: whole steps, at least the minimum."""
        if self.quantity_step:
            steps = EXACT.divide(quantity, self.quantity_step)
            steps = steps.quantize(Decimal(1), ROUND_CEILING, EXACT)
            quantity = EXACT.multiply(steps, self.quantity_step)
        return max(quantity, self.minimum_quantity)

    def remarks(self) -> Iterator[Remark]:
        """Yield what a client would laugh at: "200 cost less than 199".

        ``total_falls``: amount, total, less, less_total.
        ``unit_price_rises``: amount, price, lower, lower_price.
        """
        one = self.quantity_step or Decimal(1)
        for lower, upper in zip(self._amounts, self._amounts[1:], strict=False):
            prices = self._rate(lower), self._rate(upper)
            if prices[0] < prices[1] and not self._has_own_range():
                yield Remark(
                    "unit_price_rises",
                    {
                        **{"amount": upper, "price": prices[1]},
                        **{"lower": lower, "lower_price": prices[0]},
                    },
                )
            less = max(lower, upper - one)
            if self._has_own_range() or less <= 0 or self.break_mode == LOOKUP:
                continue
            total, less_total = self.price(upper).gross, self.price(less).gross
            if total < less_total:
                yield Remark(
                    "total_falls",
                    {
                        **{"amount": upper, "total": total},
                        **{"less": less, "less_total": less_total},
                    },
                )

    # -- the table -----------------------------------------------------------------

    def _problems(self) -> Iterator[PriceError]:
        choices = {
            **{"break_mode": BREAK_MODES, "overflow": OVERFLOWS},
            **{"underflow": UNDERFLOWS, "quantity_principle": PRINCIPLES},
        }
        for name, allowed in choices.items():
            if getattr(self, name) not in allowed:
                yield PriceError(
                    "choice_unknown", field=name, value=getattr(self, name)
                )
        for name in ("setup_price", "minimum_price", "minimum_quantity"):
            if getattr(self, name) < 0:
                yield PriceError("price_negative", field=name)
        if self.quantity_step < 0 or self.rounding <= 0:
            name = "rounding" if self.rounding <= 0 else "quantity_step"
            yield PriceError("price_negative", field=name)
        yield from grid_problems(self.grid, self.grid_is_total)
        if self.break_mode == INCREMENTAL and self.grid_is_total:
            yield PriceError("mode_needs_rates", break_mode=self.break_mode)
        if self._has_own_range() and (
            self.grid_is_total or self.break_mode not in RATE_MODES
        ):
            yield PriceError("mode_needs_one_unit", break_mode=self.break_mode)

    def _has_own_range(self) -> bool:
        """Whether rungs are told by another measure than the one that is billed."""
        return self.range_unit not in ("", self.billing_unit)

    def _prepare(self) -> list[Decimal]:
        """What makes each rung cheap to price, however many there are.

        Cap: the smallest total of the rungs above. Incremental: the cost of all
        slices below.
        """
        if self.break_mode == NEXT_RUNG_CAP:
            caps, least = [], None
            for index in reversed(range(len(self.grid))):
                caps.append(least)
                total = self._total(index)
                least = total if least is None else min(least, total)
            return caps[::-1]
        if self.break_mode == INCREMENTAL:
            sums = [EXACT.multiply(self._amounts[0], self.grid[0].price)]
            for index, row in enumerate(self.grid[:-1]):
                width = self._amounts[index + 1] - row.base_amount
                sums.append(EXACT.fma(width, row.price, sums[-1]))
            return sums
        return []

    def _total(self, index: int) -> Decimal:
        row = self.grid[index]
        if self.grid_is_total:
            return row.price
        return EXACT.multiply(row.base_amount, row.price)

    def _rate(self, amount: Decimal) -> Decimal:
        """Unit price of the rung at ``amount``, without set-up."""
        row = self.grid[bisect_right(self._amounts, amount) - 1]
        if self.grid_is_total:
            return EXACT.divide(row.price, row.base_amount)
        return row.price

    # -- the price of a quantity: a dividend and a divisor, so as to divide once -----

    def _cost(self, billed, reach):
        """Return ``(index of the rung, billed, dividend, divisor)``."""
        if self.break_mode == LOOKUP:
            return self._looked_up(billed, reach)
        index = bisect_right(self._amounts, reach) - 1
        if index < 0:
            if self.underflow == REFUSE:
                raise NoPrice("below_first_rung", limit=self._amounts[0])
            if self.underflow == FIRST_TOTAL and not self._has_own_range():
                share = billed, reach
                return (0, billed, *self._share(self._total(0), Decimal(1), *share))
            if self.break_mode == NEXT_RUNG_CAP:
                return (0, billed, *self._between(0, billed, reach))
            return (0, billed, *self._at_rate(0, billed))
        last = len(self.grid) - 1
        if index == last and reach > self._amounts[last]:
            if self.overflow == REFUSE:
                raise NoPrice("above_last_rung", limit=self._amounts[last])
            if self.overflow == EXTRAPOLATE and not self._has_own_range():
                return (last, billed, *self._share(*self._run_on(reach), billed, reach))
        return (index, billed, *self._between(index, billed, reach))

    def _between(self, index, billed, reach):
        mode, is_last = self.break_mode, index == len(self.grid) - 1
        if mode == INCREMENTAL:
            over = EXACT.subtract(reach, self._amounts[index])
            cost = EXACT.fma(over, self.grid[index].price, self._aid[index])
            return self._share(cost, Decimal(1), billed, reach)
        if mode == NEXT_RUNG_CAP and not is_last:
            dividend, divisor = self._at_rate(index, reach)
            cap = self._aid[index]
            if EXACT.multiply(cap, divisor) < dividend:
                dividend, divisor = cap, Decimal(1)
            return self._share(dividend, divisor, billed, reach)
        if mode == INTERPOLATE_TOTAL and not is_last:
            line = self._line(index, self._total(index), self._total(index + 1), reach)
            return self._share(*line, billed, reach)
        if mode == INTERPOLATE_UNIT and not is_last:
            lower, upper = self._amounts[index : index + 2]
            first, second = self.grid[index].price, self.grid[index + 1].price
            scale = Decimal(1)
            if self.grid_is_total:  # on one denominator: lower × upper
                first = EXACT.multiply(first, upper)
                second = EXACT.multiply(second, lower)
                scale = EXACT.multiply(lower, upper)
            dividend, divisor = self._line(index, first, second, reach)
            return EXACT.multiply(dividend, billed), EXACT.multiply(divisor, scale)
        return self._at_rate(index, billed)

    def _at_rate(self, index, billed):
        row = self.grid[index]
        divisor = row.base_amount if self.grid_is_total else Decimal(1)
        return EXACT.multiply(billed, row.price), divisor

    def _line(self, index, first, second, reach):
        """The straight line from ``first`` to ``second`` between two rungs."""
        lower, upper = self._amounts[index : index + 2]
        width = EXACT.subtract(upper, lower)
        rise = EXACT.multiply(EXACT.subtract(second, first), reach - lower)
        return EXACT.fma(first, width, rise), width

    def _run_on(self, reach):
        """Beyond the last rung: what one more unit cost between the last two."""
        last = len(self.grid) - 1
        if self.break_mode == INCREMENTAL or not last:
            return self._between(last, reach, reach)
        first, second = self._total(last - 1), self._total(last)
        if second < first:
            first = second  # more work never costs less than the table's end
        return self._line(last - 1, first, second, reach)

    def _share(self, dividend, divisor, billed, reach):
        """The part of one line in what the whole order takes of this tariff."""
        if billed == reach:
            return dividend, divisor
        return EXACT.multiply(dividend, billed), EXACT.multiply(divisor, reach)

    def _looked_up(self, billed, reach):
        """An exact row, steps beyond one, or the next row up."""
        index = bisect_left(self._amounts, reach)
        if index < len(self.grid) and self._amounts[index] == reach:
            return self._sold(index, ZERO, billed, reach)
        if index and self.grid[index - 1].additional_amount:
            row = self.grid[index - 1]
            steps = EXACT.divide(reach - row.base_amount, row.additional_amount)
            whole = steps.quantize(Decimal(1), ROUND_CEILING, EXACT)
            sold = EXACT.fma(whole, row.additional_amount, row.base_amount)
            is_below = index == len(self.grid) or sold < self._amounts[index]
            if is_below and not (self.is_exact and whole != steps):
                return self._sold(index - 1, whole, billed, reach)
        if index == len(self.grid):
            if self.overflow == REFUSE or self.is_exact:
                raise NoPrice("above_last_rung", limit=self._amounts[-1])
            if self.overflow == EXTRAPOLATE and not self._has_own_range():
                line = self._run_on(reach)
                return (index - 1, billed, *self._share(*line, billed, reach))
            return (index - 1, billed, *self._at_rate(index - 1, billed))
        if self.is_exact:
            lower = self._amounts[index - 1] if index else None
            raise NoPrice("not_a_rung", lower=lower, upper=self._amounts[index])
        if not index and self.underflow == REFUSE:
            raise NoPrice("below_first_rung", limit=self._amounts[0])
        return self._sold(index, ZERO, billed, reach)

    def _sold(self, index, steps, billed, reach):
        """The whole of a row, and ``steps`` more: as much is delivered and billed."""
        row = self.grid[index]
        if self._has_own_range():
            price = EXACT.fma(steps, row.additional_price, row.price)
            return index, billed, EXACT.multiply(billed, price), Decimal(1)
        total = EXACT.fma(steps, row.additional_price, self._total(index))
        if billed != reach:
            return (index, billed, *self._share(total, Decimal(1), billed, reach))
        sold = EXACT.fma(steps, row.additional_amount, row.base_amount)
        return index, sold, total, Decimal(1)


def _unit_price(dividend: Decimal, divisor: Decimal) -> Decimal:
    price = EXACT.divide(dividend, divisor)
    if price.as_tuple().exponent < -MOST_DECIMALS:
        return round_half_up(price, MOST_DECIMALS)
    return price


def read_grid(rows: Sequence) -> tuple[Rung, ...]:
    """Return rows of typed numbers as rungs: lists of 2 to 5, or named columns.

    :raise PriceError: ``row_length``, ``not_a_number`` and others, with ``row``
        counted from 1

    >>> read_grid([["100", "1.80"]])[0].price
    Decimal('1.80')
    """
    rungs = []
    for number, row in enumerate(rows, 1):
        if isinstance(row, Mapping):
            cells = dict(row)
        elif isinstance(row, list | tuple) and len(row) <= len(Rung._fields):
            cells = dict(zip(Rung._fields, row, strict=False))
        else:
            raise PriceError("row_length", row=number)
        if not set(REQUIRED) <= set(cells) <= set(Rung._fields):
            raise PriceError("row_length", row=number)
        try:
            rungs.append(Rung(**{name: exact(cells[name], name) for name in cells}))
        except PriceError as error:
            raise PriceError(error.code, row=number, **error.params) from None
    return tuple(rungs)


def grid_problems(grid: Sequence[Rung], is_total: bool) -> Iterator[PriceError]:
    """Yield every reason why a table cannot be priced with, each with its row.

    Codes: ``grid_empty``; ``grid_not_rising``, ``amount_negative``,
    ``price_negative``, ``total_needs_amount`` with ``row`` counted from 1.
    """
    if not grid:
        yield PriceError("grid_empty")
    before = None
    for number, row in enumerate(grid, 1):
        if before is not None and row.base_amount <= before:
            yield PriceError(
                "grid_not_rising", row=number, amount=row.base_amount, before=before
            )
        before = row.base_amount
        if row.base_amount < 0 or row.additional_amount < 0:
            yield PriceError("amount_negative", row=number)
        if min(row.price, row.setup, row.additional_price) < 0:
            yield PriceError("price_negative", row=number)
        if is_total and not row.base_amount:
            yield PriceError("total_needs_amount", row=number)
