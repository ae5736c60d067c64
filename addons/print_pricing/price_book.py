"""The tariffs and components of one order type, ready to price with; no database.

Models build a :class:`PriceBook` once for each state of an order type and keep it. What
a pricelist, a day and a currency make of it is an ``estimate.Recipe``.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from itertools import product

from .estimate import (
    Component,
    NoPrice,
    Recipe,
    Surcharge,
    Tariff,
    TariffChoice,
    TariffKey,
    read_grid,
    round_half_up,
)
from .estimate.tariff import ORDER_SAME_TARIFF

MAIN = "main"  # the one component of a type whose shop has named none
DECIMALS = 12  # of a converted price, as many as a tariff takes
MONEY = ("setup_price", "minimum_price")


@dataclass(frozen=True, slots=True, eq=False)
class DatedTariff:
    """A tariff in its own currency, with all that decides whether it counts.

    :param settings: keyword arguments of ``Tariff.of``, without ``rounding``
    :param values: codes that a job must have, by field: any one of them
    :param ranges: lowest and highest value of a field; ``None``: open
    :param pricelist_id: for clients of this pricelist only; 0: for all
    :param company_id: for this company only; 0: for all
    :param date_start: first day, ``date_end`` last day; ``None``: open
    """

    settings: Mapping
    component: str = MAIN
    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    ranges: Mapping = field(default_factory=dict)
    currency_id: int = 0
    pricelist_id: int = 0
    company_id: int = 0
    date_start: date | None = None
    date_end: date | None = None

    def is_valid_on(self, day: date) -> bool:
        starts = self.date_start is None or self.date_start <= day
        return starts and (self.date_end is None or day <= self.date_end)

    def combinations(self) -> list[dict]:
        """Return each combination of choices that this tariff is for."""
        return [
            dict(zip(self.values, codes, strict=True))
            for codes in product(*self.values.values())
        ]

    def tariff(self, rate: Decimal, rounding: Decimal) -> Tariff:
        """Return the tariff in another currency.

        :param rate: what one unit of the tariff's currency is worth in the other
        """
        settings = dict(self.settings)
        if rate != 1:
            settings |= {
                name: _convert(settings[name], rate)
                for name in MONEY
                if name in settings
            }
            settings["grid"] = [
                row._replace(
                    price=_convert(row.price, rate),
                    setup=_convert(row.setup, rate),
                    additional_price=_convert(row.additional_price, rate),
                )._asdict()
                for row in read_grid(settings["grid"])
            ]
        return Tariff.of(**settings, rounding=rounding)


@dataclass(frozen=True, slots=True, eq=False)
class PriceBook:
    """All tariffs of an order type.

    :param steps: components without tariffs, and surcharges, in their order; empty:
        one component that bills what the job itself counts
    """

    tariffs: tuple[DatedTariff, ...]
    steps: tuple[Component | Surcharge, ...] = ()
    currency_ids: frozenset[int] = field(init=False)
    _borders: tuple[date, ...] = field(init=False, repr=False)
    _owners: frozenset[int] = field(init=False, repr=False)
    _counts_orders: bool = field(init=False, repr=False)

    def __post_init__(self):
        """Find out once what each price asks, however many tariffs there are."""
        days = {t.date_start for t in self.tariffs if t.date_start}
        days |= {t.date_end + timedelta(1) for t in self.tariffs if t.date_end}
        counts_orders = any(
            tariff.settings.get("quantity_principle") == ORDER_SAME_TARIFF
            for tariff in self.tariffs
        )
        for name, value in (
            ("currency_ids", frozenset(t.currency_id for t in self.tariffs)),
            ("_borders", tuple(sorted(days))),
            ("_owners", frozenset(t.pricelist_id for t in self.tariffs)),
            ("_counts_orders", counts_orders),
        ):
            object.__setattr__(self, name, value)

    def period(self, day: date) -> int:
        """Return the number of the stretch of days in which the same tariffs count."""
        return bisect_right(self._borders, day)

    def has_own(self, pricelist_id: int) -> bool:
        """Whether some tariff is for the clients of this pricelist only."""
        return pricelist_id in self._owners

    @property
    def counts_orders(self) -> bool:
        """Whether a price may depend on the other lines of the order."""
        return self._counts_orders

    def recipe(
        self,
        day: date,
        rates: Mapping[int, Decimal],
        rounding: Decimal,
        pricelist_id: int = 0,
        company_id: int = 0,
    ) -> Recipe:
        """Return the recipe of a day.

        :param rates: by currency of a tariff: its worth in the currency to price in
        :param rounding: the smallest amount of that currency
        """
        chosen = [
            tariff
            for tariff in self.tariffs
            if tariff.is_valid_on(day)
            and tariff.pricelist_id in (0, pricelist_id)
            and tariff.company_id in (0, company_id)
        ]
        ready: dict[str, dict] = {}
        for each in chosen:
            own = (bool(each.pricelist_id), bool(each.company_id))
            tariff = each.tariff(rates[each.currency_id], rounding)
            ready.setdefault(each.component, {}).setdefault(own, []).extend(
                TariffKey(tariff, values, each.ranges) for values in each.combinations()
            )
        steps = self.steps or (Component(MAIN, FirstOf(())),)
        return Recipe(
            tuple(
                step if isinstance(step, Surcharge) else _priced(step, ready)
                for step in steps
            ),
            rounding,
        )


@dataclass(frozen=True, slots=True, eq=False)
class FirstOf:
    """Choices of tariffs, the nearest first: what is agreed with a pricelist's clients,
    then what is for all.
    """

    choices: tuple[TariffChoice, ...]

    def find(self, job: Mapping) -> Tariff:
        """Return the tariff of the first choice that has one for ``job``.

        :raise NoPrice: ``no_tariff``
        """
        for choice in self.choices:
            try:
                return choice.find(job)
            except NoPrice:
                continue
        raise NoPrice("no_tariff")


def _priced(component: Component, ready: Mapping) -> Component:
    by_nearness = ready.get(component.name, {})
    choices = tuple(
        TariffChoice.of(by_nearness[own]) for own in sorted(by_nearness, reverse=True)
    )
    names = (name for name in Component.__slots__ if name != "tariffs")
    return Component(
        tariffs=FirstOf(choices), **{name: getattr(component, name) for name in names}
    )


def _convert(amount, rate: Decimal) -> Decimal:
    return round_half_up(Decimal(str(amount)) * rate, DECIMALS)
