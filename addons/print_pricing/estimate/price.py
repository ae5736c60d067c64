"""From jobs to money: one door for one job, a thousand lines or five thousand clients.

In this order, for each line: quantity, step and minimum quantity; rung by the range
quantity, which may be that of the whole order; gross, rounded once; the client's one
percentage; surcharges on the base they name; net. Tax, promotions and currencies are
Odoo's.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from .breakdown import PERCENT, LinePrice, Row
from .component import COMPONENTS, NET, SUBTOTAL, Component, Recipe, Surcharge
from .discount import LINE, ORDER, Client, Terms, check_percent, find_terms
from .drivers import Drivers
from .money import EXACT, exact, round_money
from .price_error import PriceError
from .tariff import ORDER_SAME_TARIFF, Tariff

ZERO = Decimal(0)
NOBODY = Client()


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """One line to price.

    :param drivers: what the job's process counted
    :param values: of the spec's fields: for formulas and for the choice of a tariff
    :param order: jobs of one order share the range of their tariffs and the amount
        that discounts ask for; ``None``: a line on its own
    :param pricelist_percent: what the pricelist takes off, 0 to 100
    :param options: names of optional components and surcharges that were asked for
    """

    recipe: Recipe
    drivers: Drivers
    values: Mapping[str, Any] = field(default_factory=dict)
    client: Client = NOBODY
    order: Hashable = None
    print_type: str = ""
    category: str | int = ""
    pricelist_percent: Decimal = ZERO
    options: frozenset[str] = frozenset()


def price_one(job: Job) -> LinePrice:
    """Price one job: a batch of one."""
    return price_many([job])[0]


def price_many(jobs: Iterable[Job]) -> list[LinePrice]:
    """Price jobs, in their order. A job without a price carries its ``refusal``.

    Neither the order of jobs nor other orders' jobs change a price.
    """
    lines = _read(jobs)
    taken = _taken(lines)
    amounts: dict = defaultdict(Decimal)
    for line in lines:
        line.price(taken)
        if line.job.order is not None:
            amounts[line.job.order] += line.amount
    return [line.result(amounts) for line in lines]


def price_ladder(job: Job, ladder: Iterable[Drivers]) -> list[LinePrice]:
    """Price one job in several quantities, each on its own."""
    return price_many(replace(job, drivers=drivers, order=None) for drivers in ladder)


def price_for_clients(job: Job, clients: Iterable[Client]) -> list[LinePrice]:
    """Price one job for many clients; what does not depend on them is done once."""
    return price_many(replace(job, client=client, order=None) for client in clients)


def read_rungs(job: Job) -> list[tuple[Decimal, tuple[Decimal, ...]]]:
    """Return what a job takes of each of its tariffs, with the rungs of that tariff.

    In the range unit of each; empty for a job without a price.
    """
    return [
        (part.reach(), tuple(rung.base_amount for rung in part.tariff.grid))
        for part in _Work(job).parts.values()
    ]


@dataclass(slots=True)
class _Part:
    """A component of a job with its tariff; the price is that of the whole order's."""

    component: Component
    tariff: Tariff
    quantity: Decimal
    range_quantity: Decimal | None
    drivers: Mapping
    price: Any = None

    def reach(self) -> Decimal:
        if self.range_quantity is not None:
            return self.range_quantity
        return self.tariff.billed(self.quantity)


class _Work:
    """What a job comes to before anybody's terms: shared by clients of one job."""

    __slots__ = ("parts", "surcharges", "refusal", "amount", "is_priced", "made")

    def __init__(self, job):
        self.parts: dict[str, _Part] = {}
        self.surcharges: set[str] = set()
        self.refusal = None
        self.amount = ZERO
        self.is_priced = False
        self.made: dict[str, Row] = {}
        try:
            check_percent(job.pricelist_percent, "pricelist_percent")
            self._read(job)
        except PriceError as error:
            self.refusal = error
            self.parts = {}

    def _read(self, job):
        drivers = job.drivers
        figures = {
            **job.values,
            **drivers.counts,
            "quantity": drivers.quantity,
            "pieces": drivers.pieces,
        }
        for step in job.recipe.steps:
            if step.is_optional and step.name not in job.options:
                continue
            if step.condition and not step.condition.holds(figures):
                continue
            if isinstance(step, Surcharge):
                self.surcharges.add(step.name)
                continue
            quantity = drivers.quantity
            if step.quantity:
                quantity = step.quantity.evaluate(figures)
            quantity = exact(quantity, step.name)
            if quantity < 0:
                raise PriceError(
                    "quantity_negative", field=step.name, quantity=quantity
                )
            if not quantity:
                continue
            tariff = step.tariffs.find(figures)
            if tariff.rounding != job.recipe.rounding:
                raise PriceError("currency_differs", field=step.name)
            reach = None
            if step.range_quantity:
                reach = step.range_quantity.evaluate(figures)
            names = step.names()
            shown = (
                {name: figures[name] for name in names if name in figures}
                if step.quantity
                else drivers.counts
            )
            self.parts[step.name] = _Part(step, tariff, quantity, reach, shown)

    def price(self, order, taken):
        if self.is_priced or self.refusal:
            return
        self.is_priced = True
        try:
            for part in self.parts.values():
                reach = part.range_quantity
                if part.tariff.quantity_principle == ORDER_SAME_TARIFF:
                    reach = taken.get((order, _identity(part.tariff)), reach)
                part.price = part.tariff.price(part.quantity, reach)
        except PriceError as error:
            self.refusal = error
            self.parts = {}
        self.amount = sum(
            (p.price.gross for p in self.parts.values() if p.component.is_discountable),
            ZERO,
        )
        self.made = {name: _component_row(part) for name, part in self.parts.items()}


class _Line:
    __slots__ = ("job", "work")

    def __init__(self, job, work):
        self.job = job
        self.work = work

    @property
    def amount(self) -> Decimal:
        """What thresholds of discounts look at."""
        return self.work.amount

    def price(self, taken):
        self.work.price(self.job.order, taken)

    def result(self, order_amounts) -> LinePrice:
        job, work = self.job, self.work
        rounding = job.recipe.rounding
        if work.refusal:
            return LinePrice((), job.drivers.pieces, rounding, refusal=work.refusal)
        terms = self._terms(order_amounts)
        rows = price_rows(job.recipe, work.made, work.surcharges, terms)
        return LinePrice(rows, job.drivers.pieces, rounding, terms)

    def _terms(self, order_amounts) -> Terms:
        job = self.job
        if not job.client.discounts and not job.pricelist_percent:
            return Terms()
        amounts = {
            LINE: self.amount,
            ORDER: order_amounts.get(job.order, self.amount),
            **(job.client.amounts or {}),
        }
        return find_terms(
            job.client, job.pricelist_percent, amounts, job.print_type, job.category
        )


def _read(jobs) -> list[_Line]:
    works: dict = {}
    lines = []
    for job in jobs:
        if job.order is not None:
            lines.append(_Line(job, _Work(job)))
            continue
        same = (
            *(id(job.recipe), id(job.drivers), id(job.values)),
            *(job.options, job.pricelist_percent),
        )
        # The job is kept beside its work, so that no id is used again.
        if same not in works:
            works[same] = (job, _Work(job))
        lines.append(_Line(job, works[same][1]))
    return lines


def _taken(lines: Sequence[_Line]) -> dict:
    """What each order takes of each tariff that counts the order as a whole."""
    taken: dict = defaultdict(Decimal)
    for line in lines:
        if line.job.order is None:
            continue
        for part in line.work.parts.values():
            if part.tariff.quantity_principle == ORDER_SAME_TARIFF:
                taken[line.job.order, _identity(part.tariff)] += part.reach()
    return taken


def _identity(tariff: Tariff):
    return id(tariff) if tariff.key is None else tariff.key


def _component_row(part: _Part) -> Row:
    component, tariff, price = part.component, part.tariff, part.price
    return Row(
        name=component.name,
        process=component.process,
        price_type=component.price_type,
        label=component.label or component.name,
        quantity=price.quantity,
        unit=tariff.billing_unit,
        unit_price=price.unit_price,
        gross=price.gross,
        drivers=part.drivers,
        range_quantity=price.range_quantity,
        rung=price.rung,
        setup=price.setup,
        is_minimum=price.is_minimum,
        tariff=tariff.key,
        tariff_rev=tariff.revision,
    )


def price_rows(
    recipe: Recipe, made: Mapping[str, Row], surcharges: set[str], terms: Terms
) -> tuple[Row, ...]:
    """Take the client's percentage off the components and put the surcharges on.

    :param made: rows of components by name, before discount
    :param surcharges: names of those that apply
    """
    rows: dict[str, Row] = {}
    for step in recipe.steps:
        if step.name in made:
            row = made[step.name]
        elif step.name in surcharges:
            row = _surcharge_row(step, rows, made, recipe.rounding)
            if not row.gross:
                continue
        else:
            continue
        rows[step.name] = _discounted(row, step, terms, recipe.rounding)
    return tuple(rows.values())


def _surcharge_row(step: Surcharge, rows, made, rounding) -> Row:
    if step.base == NET:
        base = sum((row.net for row in rows.values()), ZERO)
    elif step.base == SUBTOTAL:
        base = sum((row.gross for row in rows.values()), ZERO)
    else:
        names = made if step.base == COMPONENTS else step.base
        base = sum((rows[name].gross for name in names if name in rows), ZERO)
    gross, is_minimum = step.amount(base, rounding)
    return Row(
        name=step.name,
        process=step.process,
        price_type=step.price_type,
        label=step.label or step.name,
        quantity=step.percent,
        unit=PERCENT,
        unit_price=base.scaleb(-2, EXACT),
        gross=gross,
        is_minimum=is_minimum,
    )


def _discounted(row: Row, step, terms: Terms, rounding) -> Row:
    if not step.is_discountable or not terms.percent:
        return row
    share = EXACT.multiply(row.gross, terms.percent).scaleb(-2, EXACT)
    return replace(
        row, discount_percent=terms.percent, discount=round_money(share, rounding)
    )
