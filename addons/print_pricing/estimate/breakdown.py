"""Why a line costs what it costs: rows for staff, and what a client may see of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .discount import Terms
from .money import CENT, EXACT, MOST_DECIMALS, round_half_up, round_money, written
from .price_error import PriceError

ZERO = Decimal(0)
PERCENT = "percent"  # the unit of surcharges
# All that leaves the house. Whoever adds a key to a row adds nothing here by that.
CLIENT_KEYS = ("process", "price_type", "label", "drivers", "quantity", "unit", "net")


@dataclass(frozen=True, slots=True)
class Row:
    """One component or surcharge of a line; ``net = gross - discount``.

    A surcharge counts percents: ``unit_price`` is one percent of its base.
    """

    name: str
    process: str
    price_type: str
    label: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    gross: Decimal
    discount: Decimal = ZERO
    discount_percent: Decimal = ZERO
    drivers: Mapping = field(default_factory=dict)
    range_quantity: Decimal | None = None
    rung: Decimal | None = None
    setup: Decimal = ZERO
    is_minimum: bool = False
    tariff: int | str | None = None
    tariff_rev: int | None = None

    @property
    def net(self) -> Decimal:
        return EXACT.subtract(self.gross, self.discount)

    def as_dict(self, rounding: Decimal = CENT) -> dict:
        """Return the row as it is kept: numbers are texts, so that none is lost."""
        return {
            "process": self.process,
            "price_type": self.price_type,
            "label": self.label,
            "drivers": {
                name: _plain(self.drivers[name]) for name in sorted(self.drivers)
            },
            "quantity": written(self.quantity),
            "unit": self.unit,
            "range_quantity": _optional(self.range_quantity),
            "rung": _optional(self.rung),
            "setup": _money(self.setup, rounding),
            "unit_price": _money(self.unit_price, rounding),
            "gross": _money(self.gross, rounding),
            "minimum_applied": self.is_minimum,
            "discount_percent": written(round_half_up(self.discount_percent, 6)),
            "discount": _money(self.discount, rounding),
            "net": _money(self.net, rounding),
            "tariff": self.tariff,
            "tariff_rev": self.tariff_rev,
        }


@dataclass(frozen=True, slots=True)
class LinePrice:
    """The price of one order line, tax excluded; or why it has none (``refusal``)."""

    rows: tuple[Row, ...]
    pieces: int
    rounding: Decimal = CENT
    terms: Terms = Terms()
    refusal: PriceError | None = None

    @property
    def gross(self) -> Decimal:
        return sum((row.gross for row in self.rows), ZERO)

    @property
    def discount(self) -> Decimal:
        return sum((row.discount for row in self.rows), ZERO)

    @property
    def net(self) -> Decimal:
        """What the client pays, before tax.

        :raise PriceError: the refusal, where there is no price
        """
        if self.refusal:
            raise self.refusal
        return sum((row.net for row in self.rows), ZERO)

    @property
    def unit_price(self) -> Decimal:
        """Of one piece, not rounded to money: times ``pieces`` it gives ``net``."""
        price = EXACT.divide(self.net, self.pieces)
        return round_half_up(price, MOST_DECIMALS) if _is_long(price) else price

    def breakdown(self) -> list[dict]:
        """Return the rows to keep, for staff. The same job gives the same bytes."""
        return [row.as_dict(self.rounding) for row in self.rows]

    def row(self, name: str) -> Row | None:
        return next((row for row in self.rows if row.name == name), None)


def client_view(breakdown: Iterable[Mapping]) -> list[dict]:
    """Return the rows of a kept breakdown as its client may see them.

    Made of what is allowed, not by leaving out what is secret. A row that costs the
    client nothing is not shown: neither work that we repeated at our expense nor its
    price is his business. Percents of a surcharge would tell its base, so they stay.
    """
    rows = []
    for row in breakdown:
        if not Decimal(row["net"]):
            continue
        shown = {key: row[key] for key in CLIENT_KEYS if key in row}
        if shown["unit"] == PERCENT:
            del shown["quantity"], shown["unit"]
        rows.append(shown)
    return rows


def shows_amounts(breakdown: Iterable[Mapping]) -> bool:
    """Whether amounts of these rows tell a client nothing but what he pays.

    He knows the percents of a surcharge from the form. Beside its amount they would
    tell the amount that it was counted on: what he pays for the rows above, or, with a
    discount, what they cost without it.
    """
    above = ZERO
    for row in breakdown:
        net = Decimal(row["net"])
        if row["unit"] == PERCENT and net:
            base = EXACT.multiply(Decimal(row["unit_price"]), Decimal(100))
            is_at_minimum = row["minimum_applied"]
            if Decimal(row["discount"]) or (base != above and not is_at_minimum):
                return False
        above += net
    return True


def minimum_charge(
    net: Decimal, minimum: Decimal, rounding: Decimal = CENT, label: str = ""
) -> Row | None:
    """Return the row that lifts an order to the shop's minimum, if one is due.

    It is a line of its own, after all discounts. An order of nothing has none.

    >>> minimum_charge(Decimal("12.50"), Decimal(20)).net
    Decimal('7.50')
    """
    missing = round_money(EXACT.subtract(minimum, net), rounding)
    if not net or missing <= 0:
        return None
    return Row(
        name="minimum_order",
        process="",
        price_type="Other",
        label=label,
        quantity=Decimal(1),
        unit="order",
        unit_price=missing,
        gross=missing,
    )


def _money(amount: Decimal, rounding: Decimal) -> str:
    """At least the decimals of the currency, all that there are."""
    text = written(amount)
    wanted = max(-rounding.normalize(EXACT).as_tuple().exponent, 0)
    if len(text.partition(".")[2]) < wanted:
        return f"{amount:.{wanted}f}"
    return text


def _optional(number: Decimal | None) -> str | None:
    return None if number is None else written(number)


def _plain(value):
    """A driver as JSON has it: exact numbers become texts."""
    return written(value) if isinstance(value, Decimal) else value


def _is_long(number: Decimal) -> bool:
    return number.as_tuple().exponent < -MOST_DECIMALS
