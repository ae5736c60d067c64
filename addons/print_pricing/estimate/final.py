"""From the estimate to the final price: what was made, who caused it, who decides.

The same recipe with the same tariffs prices what was really made. Our fault never
raises the price; a remake that the client caused is charged at the rate of the order.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from .breakdown import PERCENT, LinePrice, Row
from .discount import Client
from .drivers import Drivers
from .money import EXACT, round_half_up, round_money
from .price import Job, price_many, price_rows
from .price_error import PriceError

# Why a price moved: PrintTalk Quote/@DeviationCause.
CONTENT = "ContentMismatch"  # the file is not what was ordered
PRODUCTION = "Production"  # another quantity was delivered, or asked for
EFFICIENCY = "Efficiency"  # it took us more, or less, than we had thought
QUALITY = "Quality"  # our fault
OTHER = "Other"
CAUSES = (CONTENT, PRODUCTION, EFFICIENCY, QUALITY, OTHER)
OURS = (EFFICIENCY, QUALITY)  # these never raise a price

CLIENT_CAUSE = "client"
SHOP_CAUSES = ("shop", "transport")

ACCEPTED = "accepted"  # accepts itself: not dearer, or within what was agreed
TO_APPROVE = "to_approve"  # the client decides; invoicing waits

DIGITS = 6  # of a count that follows from what was made

ZERO, HUNDRED = Decimal(0), Decimal(100)

# What grows in step with the quantity, by the unit that a job is counted in.
IN_STEP = {
    "plate": ("plates",),
    "film": ("films", "film_cm2", "fm_films"),
    "proof": ("proofs", "proof_cm2", "spot_proofs", "strips", "reports"),
    "scan": (
        *("scans", "file_mb", "photographed", "cmyk_conversions", "descreened"),
        *("dusted", "retouched", "ocr_pages"),
    ),
    "m2": ("area_m2", "billed_roll_m2"),
    "hour": ("hours",),
}
# What takes all that was made beyond the order: a copy of what was there already.
BEYOND = {"film": ("duplicate_films", "films_beside_sets"), "proof": ("extra_proofs",)}
# Units in which the order line counts, too.
LINE_UNITS = ("plate", "film", "proof", "scan")


@dataclass(frozen=True, slots=True)
class Remake:
    """Work that was made again: ``quantity`` billing units of a component.

    :param cause: ``client``: charged; ``shop``, ``transport``: shown to staff at its
        price, with all of it taken off
    """

    component: str
    quantity: Decimal
    cause: str

    def __post_init__(self):
        if self.cause not in (CLIENT_CAUSE, *SHOP_CAUSES):
            raise PriceError("choice_unknown", field="cause", value=self.cause)
        if self.quantity <= 0:
            raise PriceError("quantity_negative", quantity=self.quantity)


@dataclass(frozen=True, slots=True)
class Actuals:
    """What the job really was.

    :param drivers: counted from what was made; delivered quantities already cut by
        :func:`billed_pieces`
    :param causes: why a component differs, by its name; ``Production`` where nothing
        is said
    """

    drivers: Drivers
    remakes: tuple[Remake, ...] = ()
    causes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self):
        for cause in self.causes.values():
            if cause not in CAUSES:
                raise PriceError("choice_unknown", field="cause", value=cause)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How much dearer a final price may be without asking: both limits hold."""

    percent: Decimal = ZERO
    amount: Decimal = ZERO

    def allows(self, before: Decimal, after: Decimal) -> bool:
        """Whether nobody has to be asked.

        >>> Tolerance(Decimal(10), Decimal(20)).allows(Decimal(100), Decimal(110))
        True
        """
        more = EXACT.subtract(after, before)
        share = EXACT.multiply(before, self.percent)
        return more <= 0 or (more <= self.amount and more * HUNDRED <= share)


NO_TOLERANCE = Tolerance()


@dataclass(frozen=True, slots=True)
class Change:
    """One row of the difference: net amounts before and after, and why."""

    name: str
    label: str
    before: Decimal
    after: Decimal
    cause: str

    @property
    def difference(self) -> Decimal:
        return EXACT.subtract(self.after, self.before)


@dataclass(frozen=True, slots=True)
class FinalPrice:
    """The price after the work; ``changes`` add up to ``difference``."""

    price: LinePrice
    before: Decimal
    decision: str
    changes: tuple[Change, ...]

    @property
    def difference(self) -> Decimal:
        return EXACT.subtract(self.price.net, self.before)


def made(drivers: Drivers, quantity: Decimal) -> Drivers:
    """Return the drivers of a job of which ``quantity`` was made.

    :param drivers: as ordered
    :param quantity: in the unit of ``drivers``
    :raise PriceError: ``quantity_negative``

    >>> nine = made(Drivers(Decimal(8), "plate", 8, {"plates": 8}), Decimal(9))
    >>> nine.pieces, int(nine.counts["plates"])
    (9, 9)
    """
    if quantity < 0:
        raise PriceError("quantity_negative", quantity=quantity)
    counts, ordered = dict(drivers.counts), drivers.quantity
    for name in IN_STEP.get(drivers.unit, ()):
        if ordered and name in counts:
            grown = EXACT.multiply(Decimal(counts[name]), quantity)
            counts[name] = round_half_up(grown / ordered, DIGITS)
    for name in BEYOND.get(drivers.unit, ()):
        if name in counts:
            counts[name] = max(ZERO, Decimal(counts[name]) + quantity - ordered)
    is_counted = drivers.unit in LINE_UNITS
    pieces = max(int(quantity), 1) if is_counted else drivers.pieces
    return Drivers(quantity, drivers.unit, pieces, counts)


def billed_pieces(
    ordered: int, delivered: int, percent: Decimal = Decimal(10), is_exact: bool = False
) -> int:
    """Return the pieces to bill: those delivered, but overs only within tolerance.

    :param percent: overs that the client agreed to take
    :param is_exact: the client paid for the exact count: no overs are billed
    :raise PriceError: ``quantity_negative``, ``percent_out_of_range``

    >>> billed_pieces(1000, 1040), billed_pieces(1000, 1200), billed_pieces(1000, 930)
    (1040, 1100, 930)
    """
    if min(ordered, delivered) < 0:
        raise PriceError("quantity_negative", quantity=min(ordered, delivered))
    if not 0 <= percent <= 100:
        raise PriceError("percent_out_of_range", field="percent", value=percent)
    overs = ZERO if is_exact else EXACT.multiply(Decimal(ordered), percent) / HUNDRED
    return min(delivered, ordered + int(overs.to_integral_value(ROUND_FLOOR)))


def is_short(ordered: int, delivered: int, percent: Decimal = Decimal(10)) -> bool:
    """Whether so few were delivered that the client may refuse the run.

    >>> is_short(1000, 900), is_short(1000, 899)
    (False, True)
    """
    least = EXACT.multiply(Decimal(ordered), HUNDRED - percent) / HUNDRED
    return delivered < least.to_integral_value(ROUND_CEILING)


def final_price(
    estimate: LinePrice, job: Job, actuals: Actuals, tolerance: Tolerance = NO_TOLERANCE
) -> FinalPrice:
    """Price what was made of one line: a batch of one."""
    return final_prices([(estimate, job, actuals)], tolerance)[0]


def final_prices(
    lines: Iterable[tuple[LinePrice, Job, Actuals]],
    tolerance: Tolerance = NO_TOLERANCE,
) -> list[FinalPrice]:
    """Price what was made, and say for each line who decides on it.

    Lines of one order share the ranges of tariffs, as they did in the estimate: give
    those that are not made yet with the drivers that they were ordered with. The one
    percentage of each estimate stays, whatever thresholds the actual amounts meet.

    :param lines: estimate as ordered; the job with its recipe and tariffs of then;
        what was made
    :raise PriceError: where an estimate or the actuals have no price, or a remake
        names no component of its line (``component_unknown``)
    """
    lines = list(lines)
    priced = price_many(
        replace(
            job,
            drivers=actuals.drivers,
            client=Client(),
            pricelist_percent=estimate.terms.percent,
        )
        for estimate, job, actuals in lines
    )
    return [
        _settle(estimate, job, actuals, price, tolerance)
        for (estimate, job, actuals), price in zip(lines, priced, strict=True)
    ]


def _settle(estimate, job, actuals, priced, tolerance) -> FinalPrice:
    if priced.refusal:
        raise priced.refusal
    before = estimate.net
    made = {row.name: row for row in priced.rows if row.unit != PERCENT}
    surcharges = {row.name for row in priced.rows if row.unit == PERCENT}
    excess = []
    for name, row in made.items():
        ordered = estimate.row(name)
        most = ordered.gross if ordered else ZERO
        if _cause(actuals, name) in OURS and row.gross > most:
            excess.append(_free(row, f"{name}_excess", row.gross - most))
            made[name] = ordered
    made = {name: _plain(row) for name, row in made.items() if row}
    rows = list(price_rows(job.recipe, made, surcharges, estimate.terms))
    for number, remake in enumerate(actuals.remakes, 1):
        row = next((row for row in rows if row.name == remake.component), None)
        if row is None or row.unit == PERCENT:
            raise PriceError("component_unknown", name=remake.component)
        excess.append(_remade(row, remake, number, priced.rounding))
    rows += excess
    price = replace(priced, rows=tuple(rows), terms=estimate.terms)
    is_agreed = tolerance.allows(before, price.net)
    return FinalPrice(
        price=price,
        before=before,
        decision=ACCEPTED if is_agreed else TO_APPROVE,
        changes=tuple(_changes(estimate, price, actuals)),
    )


def _cause(actuals: Actuals, name: str) -> str:
    return actuals.causes.get(name, PRODUCTION)


def _plain(row: Row) -> Row:
    return replace(row, discount=ZERO, discount_percent=ZERO)


def _free(row: Row, name: str, gross: Decimal) -> Row:
    """What our fault would have cost: kept for staff, charged to nobody."""
    return replace(
        row,
        name=name,
        gross=gross,
        discount=gross,
        discount_percent=HUNDRED,
        setup=ZERO,
        is_minimum=False,
    )


def _remade(row: Row, remake: Remake, number: int, rounding: Decimal) -> Row:
    """A remake at the line's own rate: no set-up, no minimum, no surcharge."""
    gross = round_money(EXACT.multiply(remake.quantity, row.unit_price), rounding)
    name = f"{row.name}_remake_{number}"
    made = replace(_free(row, name, gross), quantity=remake.quantity)
    made = replace(made, drivers={"remakes": remake.quantity, "cause": remake.cause})
    if remake.cause in SHOP_CAUSES:
        return made
    share = EXACT.multiply(gross, row.discount_percent).scaleb(-2, EXACT)
    return replace(
        made,
        discount=round_money(share, rounding),
        discount_percent=row.discount_percent,
    )


def _changes(estimate, price, actuals) -> Iterator[Change]:
    """Every row whose net amount moved; their differences add up to the whole."""
    before = {row.name: row for row in estimate.rows}
    after = {row.name: row for row in price.rows}
    remakes = {
        f"{remake.component}_remake_{number}": remake
        for number, remake in enumerate(actuals.remakes, 1)
    }
    for name in {**before, **after}:
        row = after.get(name) or before[name]
        old = before[name].net if name in before else ZERO
        new = after[name].net if name in after else ZERO
        if old == new:
            continue
        if name in remakes:
            cause = CONTENT
        elif row.unit == PERCENT:
            cause = OTHER  # it follows its base
        else:
            cause = _cause(actuals, name)
        yield Change(name, row.label, old, new, cause)
