"""Which of the shop's tariffs fits a job: the most specific one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from .price_error import NoPrice, PriceError
from .tariff import Tariff


@dataclass(frozen=True, slots=True, eq=False)
class TariffKey:
    """A tariff, and the jobs that it is for.

    :param values: what a job must have, by field: ``{"plate_format": "745x605"}``
    :param ranges: lowest and highest value of a field, both included; ``None``: open
    """

    tariff: Tariff
    values: Mapping[str, Any] = field(default_factory=dict)
    ranges: Mapping[str, tuple[Decimal | None, Decimal | None]] = field(
        default_factory=dict
    )

    def weight(self) -> int:
        return len(self.values) + len(self.ranges)

    def is_in_range(self, job: Mapping) -> bool:
        for name, (lowest, highest) in self.ranges.items():
            value = _number(job.get(name))
            if value is None:
                return False
            if lowest is not None and value < lowest:
                return False
            if highest is not None and value > highest:
                return False
        return True


@dataclass(frozen=True, slots=True, eq=False)
class TariffChoice:
    """The tariffs of one component, found without looking at each.

    Keys that name the same fields share one table, so the work grows with the ways in
    which keys are written, not with their number. Of keys that are equally specific
    the first counts.

    >>> cheap, dear = Tariff.of([[1, 8]]), Tariff.of([[1, 12]])
    >>> keys = [TariffKey(cheap), TariffKey(dear, {"plate_format": "745x605"})]
    >>> TariffChoice.of(keys).find({"plate_format": "745x605"}) is dear
    True

    :raise PriceError: ``key_twice`` (number, counted from 1)
    """

    tables: tuple  # (fields, {their values: [(number, key), ...]}) by weight

    @classmethod
    def of(cls, keys: Iterable[TariffKey | Tariff]) -> "TariffChoice":
        tables: dict = {}
        for number, key in enumerate(keys):
            if isinstance(key, Tariff):
                key = TariffKey(key)
            names = tuple(sorted(key.values))
            wanted = tuple(_text(key.values[name]) for name in names)
            table = tables.setdefault((-key.weight(), names), {})
            rows = table.setdefault(wanted, [])
            if any(dict(row.ranges) == dict(key.ranges) for _number, row in rows):
                raise PriceError("key_twice", number=number + 1)
            rows.append((number, key))
        ordered = sorted(tables.items(), key=lambda item: item[0])
        return cls(tuple((*shape, table) for shape, table in ordered))

    def find(self, job: Mapping) -> Tariff:
        """Return the tariff for a job's values.

        :raise NoPrice: ``no_tariff``
        """
        weight, best = None, None
        for each, names, table in self.tables:
            if best is not None and each != weight:
                break
            rows = table.get(tuple(_text(job.get(name)) for name in names), ())
            for row in rows:
                if row[1].is_in_range(job):
                    if best is None or row[0] < best[0]:
                        weight, best = each, row
                    break
        if best is None:
            raise NoPrice("no_tariff")
        return best[1].tariff


def _text(value) -> str:
    """A choice as its code, so that 175 and "175" are one ruling."""
    return "" if value is None else str(value)


def _number(value) -> Decimal | None:
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return None
    return number if number.is_finite() else None
