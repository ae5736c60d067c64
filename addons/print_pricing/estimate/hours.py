"""Work that is billed by time: estimated hours in begun half hours."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from math import ceil

from .drivers import Drivers

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


class Timed:
    """An order that is billed by time: what ``_steps`` says, in begun half hours."""

    __slots__ = ()

    def hours(self) -> Decimal:
        return begun(self._exact())

    def count(self) -> str:
        """What the formula comes to, as people write it."""
        return plain(self.hours())

    def formula(self) -> str:
        """The hours as arithmetic that a client can follow, if it comes out even."""
        if self._exact() != self.hours():
            return self.count()  # a begun half hour was rounded up
        return " + ".join(
            plain(each) if count == 1 else f"{count} × {plain(each)}"
            for count, each in self._steps()
            if count * each
        )

    def _steps(self) -> Iterable[tuple[int, Decimal]]:
        """Return ``(how many, hours for one)`` of everything that takes time."""
        raise NotImplementedError

    def _exact(self) -> Decimal:
        return sum((count * each for count, each in self._steps()), Decimal())

    def _timed(self, **counts) -> Drivers:
        """Return the drivers of this work, with what else it counts."""
        return Drivers(
            quantity=self.hours(),
            unit="hour",
            pieces=1,
            counts={"hours": self.hours(), **counts},
        )
