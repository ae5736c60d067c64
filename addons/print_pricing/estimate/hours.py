"""Work that is billed by time: estimated hours in begun half hours."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import ceil

BLOCK_HOURS = Decimal("0.5")


def begun(hours: Decimal) -> Decimal:
    """Hours as they are billed: every begun half hour counts, one at least.

    >>> begun(Decimal("1.1")), begun(Decimal("2")), begun(Decimal(0))
    (Decimal('1.5'), Decimal('2.0'), Decimal('0.5'))
    """
    return max(ceil(hours / BLOCK_HOURS), 1) * BLOCK_HOURS


def number(data: Mapping | None, name: str) -> Decimal:
    """A figure kept with a choice, exact; 0 where the shop keeps none."""
    return Decimal(str((data or {}).get(name, 0)))


def total(data: Iterable[Mapping], name: str) -> Decimal:
    """The sum of a figure over several choices."""
    return sum((number(each, name) for each in data or ()), Decimal(0))


def plain(hours: Decimal) -> str:
    """Hours as people write them.

    >>> plain(Decimal("2.50")), plain(Decimal("10"))
    ('2.5', '10')
    """
    return f"{hours.normalize():f}"
