"""Discounts of a client: the best one counts, they are never added up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .money import EXACT
from .price_error import PriceError

# What an amount must reach for a discount to count.
LINE = "line"  # the priced components of the line, before surcharges
ORDER = "order"  # the same of all lines of the order
TRAILING = "trailing_12_months"  # what the client bought: the caller knows
BASES = (LINE, ORDER, TRAILING)

BEST = "best"  # the larger of pricelist's and client's percentage
MULTIPLY = "multiply"  # the client's on top of the pricelist's
CLIENT_ONLY = "client_only"  # the pricelist's does not count
POLICIES = (BEST, MULTIPLY, CLIENT_ONLY)

ZERO, ONE, HUNDRED = Decimal(0), Decimal(1), Decimal(100)


@dataclass(frozen=True, slots=True)
class Discount:
    """One row of a client's terms, valid today: the caller reads dates.

    :param percent: 0 to 100
    :param min_amount: the basis amount from which it counts
    :param print_type: order type that it is for; empty: any
    :param category: product category that it is for; empty: any
    :raise PriceError: ``percent_out_of_range``, ``price_negative``,
        ``choice_unknown``
    """

    percent: Decimal
    min_amount: Decimal = ZERO
    basis: str = LINE
    print_type: str = ""
    category: str | int = ""
    name: str = ""

    def __post_init__(self):
        check_percent(self.percent, "percent")
        if self.min_amount < 0:
            raise PriceError("price_negative", field="min_amount")
        if self.basis not in BASES:
            raise PriceError("choice_unknown", field="basis", value=self.basis)

    def fits(self, print_type: str, category) -> bool:
        return self.print_type in ("", print_type) and self.category in ("", category)


@dataclass(frozen=True, slots=True)
class Client:
    """Who buys, as far as prices go.

    :param amounts: what the client reaches by basis; ``order`` is known here for
        lines that are priced together, and taken from here when it is given
    :param policy: of the company: how a pricelist's percentage meets the client's
    :param is_capped: an order just below a threshold never costs more than one
        that just reaches it (``cap_to_next_threshold``)
    """

    discounts: tuple[Discount, ...] = ()
    amounts: Mapping[str, Decimal] | None = None
    policy: str = BEST
    is_capped: bool = False

    def __post_init__(self):
        if self.policy not in POLICIES:
            raise PriceError("choice_unknown", field="policy", value=self.policy)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a line gets.

    ``percent`` may have many decimals where it is capped to the next threshold;
    ``discount`` is the client's row behind it, ``None`` where the pricelist's
    percentage alone counts.
    """

    percent: Decimal = ZERO
    discount: Discount | None = None


def find_terms(
    client: Client,
    pricelist_percent: Decimal,
    amounts: Mapping[str, Decimal],
    print_type: str = "",
    category: str | int = "",
) -> Terms:
    """Return the one percentage of a line.

    :param amounts: by basis: what the line, the order, the last year come to

    >>> client = Client((Discount(Decimal(10)),))
    >>> find_terms(client, Decimal(15), {"line": Decimal(1000)}).percent
    Decimal('15')
    """
    rows = [row for row in client.discounts if row.fits(print_type, category)]
    best = _best(row for row in rows if amounts.get(row.basis, ZERO) >= row.min_amount)
    percent = _combine(client.policy, pricelist_percent, best)
    terms = Terms(percent, best if best and _counts(client, percent, best) else None)
    if client.is_capped:
        return _cap(client, pricelist_percent, amounts, rows, terms)
    return terms


def check_percent(percent: Decimal, name: str):
    """Refuse what would make a price negative, or a discount a surcharge.

    :raise PriceError: ``percent_out_of_range``
    """
    if not 0 <= percent <= 100:
        raise PriceError("percent_out_of_range", field=name, value=percent)


def _best(rows: Iterable[Discount]) -> Discount | None:
    """The largest percentage; of equals the one that is easiest to explain."""
    return max(
        rows, key=lambda row: (row.percent, -row.min_amount, row.name), default=None
    )


def _combine(policy, pricelist_percent, best) -> Decimal:
    percent = best.percent if best else ZERO
    if policy == CLIENT_ONLY:
        return percent
    if policy == BEST:
        return max(percent, pricelist_percent)
    left = EXACT.multiply(HUNDRED - percent, HUNDRED - pricelist_percent)
    return HUNDRED - EXACT.divide(left, HUNDRED)


def _counts(client, percent, best) -> bool:
    """Whether the client's row had a part in the percentage."""
    return bool(best.percent) and (client.policy != BEST or best.percent == percent)


def _cap(client, pricelist_percent, amounts, rows, terms) -> Terms:
    """Pay no more than at the next threshold that would be cheaper as a whole."""
    for row in rows:
        amount = amounts.get(row.basis, ZERO)
        if row.basis == TRAILING or not 0 < amount < row.min_amount:
            continue
        percent = _combine(client.policy, pricelist_percent, row)
        cap = EXACT.multiply(row.min_amount, HUNDRED - percent)
        if cap < EXACT.multiply(amount, HUNDRED - terms.percent):
            terms = Terms(HUNDRED - EXACT.divide(cap, amount), row)
    return terms
