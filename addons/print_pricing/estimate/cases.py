"""Price lists with their worked examples in a file: a shop checks its list with it.

The format is described in ``readme/PRICES.md``. A file is read whole before anything
is priced: what is wrong in it is told with its place, such as
``cases[2].lines[0].drivers.quantity``.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from . import PROCESSES, discount, taxes
from .breakdown import LinePrice, minimum_charge
from .choice import TariffChoice, TariffKey
from .component import Component, Recipe, Surcharge
from .discount import Client, Discount
from .drivers import Drivers
from .formula import compile_formula
from .money import CENT, exact, written
from .price import Job, price_many
from .price_error import PriceError
from .tariff import Tariff
from .taxes import Tax, tax_totals

MISSING = object()
TOTALS = ("gross", "discount", "net", "tax", "total")


class CaseError(ValueError):
    """A file of cases that is wrong, and where in it."""

    def __init__(self, place: str, message: str):
        self.place = place
        super().__init__(f"{place or 'file'}: {message}")


@dataclass(frozen=True, slots=True)
class Difference:
    """What a case expects and what it got, at its place."""

    case: str
    place: str
    expected: str
    got: str

    def __str__(self):
        place = f", {self.place}" if self.place else ""
        return f"{self.case}{place}: expected {self.expected}, got {self.got}"


@dataclass(frozen=True, slots=True)
class Case:
    """An order with what it should come to."""

    name: str
    jobs: tuple[Job, ...]
    expected: tuple[Mapping[str, str], ...]  # of each line
    expected_order: Mapping[str, str]
    taxes: tuple[Tax, ...]
    tax_rounding: str
    minimum_order: Decimal
    rounding: Decimal

    def differences(self) -> list[Difference]:
        """Price the order; return where it is not what was expected."""
        prices = price_many(self.jobs)
        found = []
        pairs = zip(self.expected, prices, strict=True)
        for number, (wanted, price) in enumerate(pairs):
            found += self._compare(f"lines[{number}]", wanted, self._line(price))
        found += self._compare("", self.expected_order, self._order(prices))
        return found

    def _line(self, price: LinePrice) -> dict[str, str]:
        if price.refusal:
            return {"refusal": price.refusal.code}
        return {
            "gross": written(price.gross),
            "discount": written(price.discount),
            "net": written(price.net),
            "unit_price": written(price.unit_price),
            "rows": {row.name: written(row.net) for row in price.rows},
        }

    def _order(self, prices) -> dict[str, str]:
        for price in prices:
            if price.refusal:
                return {"refusal": price.refusal.code}
        nets = [price.net for price in prices]
        charge = minimum_charge(
            sum(nets, Decimal(0)), self.minimum_order, self.rounding
        )
        if charge:
            nets.append(charge.net)
        totals = tax_totals(nets, self.taxes, self.tax_rounding, self.rounding)
        return {
            "gross": written(sum((price.gross for price in prices), Decimal(0))),
            "discount": written(sum((price.discount for price in prices), Decimal(0))),
            "net": written(totals.untaxed),
            "tax": written(totals.tax),
            "total": written(totals.total),
        }

    def _compare(self, place, wanted, got) -> Iterator[Difference]:
        for name, value in wanted.items():
            where = f"{place}.{name}" if place else name
            if name == "rows" and "rows" in got:
                rows = got["rows"]
                for row in {**value, **rows}:
                    pair = value.get(row, "no row"), rows.get(row, "no row")
                    if pair[0] != pair[1]:
                        yield Difference(self.name, f"{where}.{row}", *pair)
            elif got.get(name) != value:
                told = got.get(name)
                if told is None:
                    told = (
                        f"refusal {got['refusal']}" if "refusal" in got else "a price"
                    )
                yield Difference(self.name, where, str(value), told)


def read_cases(text: str) -> list[Case]:
    """Return the cases of a file.

    :raise CaseError: naming the place and what is wrong there
    """
    try:
        data = json.loads(text, parse_float=Decimal, object_pairs_hook=_object)
    except (json.JSONDecodeError, RecursionError) as error:
        raise CaseError("", f"this is no JSON: {error}") from None
    return _Reader(data).cases()


def check_cases(text: str) -> list[Difference]:
    """Price the cases of a file; return all that differs from what it expects."""
    return [found for case in read_cases(text) for found in case.differences()]


def _object(pairs) -> dict:
    """A JSON object; a key that is there twice would silently lose the first."""
    found: dict = {}
    for key, value in pairs:
        if key in found:
            raise CaseError(key, "this key is there twice")
        found[key] = value
    return found


class _Node:
    """A JSON object with its place, read key by key; a key nobody reads is a slip."""

    def __init__(self, place: str, data: Any):
        if not isinstance(data, dict):
            raise CaseError(place, "an object { } was expected")
        self.place = place
        self._data = data
        self._left = set(data)

    def at(self, key: str) -> str:
        return f"{self.place}.{key}" if self.place else key

    def has(self, key: str) -> bool:
        return key in self._data

    def any(self, key: str, default: Any = MISSING) -> Any:
        self._left.discard(key)
        value = self._data.get(key, default)
        if value is MISSING:
            raise CaseError(self.at(key), "this is missing")
        return value

    def text(self, key: str, default: Any = MISSING) -> str:
        return self._typed(key, default, str, "a text was expected")

    def flag(self, key: str, default: bool = False) -> bool:
        return self._typed(key, default, bool, "true or false was expected")

    def list(self, key: str, default: Any = ()) -> list:
        return list(self._typed(key, default, list | tuple, "a list [ ] was expected"))

    def number(self, key: str, default: Any = MISSING) -> Decimal:
        return number_at(self.at(key), self.any(key, default))

    def node(self, key: str, default: Any = MISSING) -> "_Node":
        return _Node(self.at(key), self.any(key, default))

    def nodes(self, key: str, default: Any = ()) -> Iterator["_Node"]:
        for index, value in enumerate(self.list(key, default)):
            yield _Node(f"{self.at(key)}[{index}]", value)

    def items(self) -> Iterator[tuple[str, Any]]:
        self._left.clear()
        yield from self._data.items()

    def close(self):
        """Refuse keys that were not asked for."""
        if self._left:
            key = min(self._left)
            raise CaseError(self.at(key), "no such key here")

    def _typed(self, key, default, kind, message):
        value = self.any(key, default)
        if not isinstance(value, kind):
            raise CaseError(self.at(key), message)
        return value


def number_at(place: str, value: Any) -> Decimal:
    """Return a number that is written as a number or as a text."""
    try:
        return exact(value)
    except PriceError:
        raise CaseError(place, "a number was expected") from None


class _Reader:
    """The parts of a file, each by the names that the file gives them."""

    def __init__(self, data):
        self._file = _Node("", data)
        self._rounding = CENT
        self._tariffs: dict = {}
        self._products: dict = {}

    def cases(self) -> list[Case]:
        file = self._file
        file.text("about", "")
        file.text("source", "")
        file.text("currency", "")
        self._rounding = file.number("rounding", CENT)
        for name, data in file.node("tariffs").items():
            node = _Node(f"tariffs.{name}", data)
            with _sound(node.place):
                self._tariffs[name] = self._tariff(node, name)
        for name, data in file.node("products").items():
            node = _Node(f"products.{name}", data)
            with _sound(node.place):
                self._products[name] = self._recipe(node)
        cases = [self._case(node) for node in file.nodes("cases", MISSING)]
        file.close()
        if not cases:
            raise CaseError("cases", "a file without cases checks nothing")
        return cases

    def _tariff(self, node, name):
        settings: dict = {"rounding": self._rounding, "key": name}
        for key in ("break_mode", "billing_unit", "range_unit"):
            if node.has(key):
                settings[key] = node.text(key)
        for key in ("quantity_principle", "overflow", "underflow"):
            if node.has(key):
                settings[key] = node.text(key)
        for key in (
            *("setup_price", "minimum_price"),
            *("minimum_quantity", "quantity_step"),
        ):
            if node.has(key):
                settings[key] = node.number(key)
        for key in ("grid_is_total", "is_exact"):
            settings[key] = node.flag(key)
        tariff = Tariff.of(node.list("grid", MISSING), **settings)
        node.close()
        return tariff

    def _recipe(self, node):
        steps = []
        for step in node.nodes("steps", MISSING):
            make = self._surcharge if step.has("percent") else self._component
            with _sound(step.place):
                steps.append(make(step))
            step.close()
        node.close()
        return Recipe(tuple(steps), self._rounding)

    def _component(self, step):
        keys = [self._key(key) for key in step.nodes("tariffs", ())]
        if step.has("tariff"):
            keys.append(TariffKey(self._named(step, "tariff", self._tariffs)))
        if not keys:
            raise CaseError(step.at("tariff"), "this is missing")
        return Component(
            tariffs=TariffChoice.of(keys),
            quantity=_formula(step, "quantity"),
            range_quantity=_formula(step, "range_quantity"),
            is_discountable=step.flag("is_discountable", True),
            **self._step(step, "Product"),
        )

    def _surcharge(self, step):
        base = step.any("base", "net")
        return Surcharge(
            percent=step.number("percent"),
            base=tuple(base) if isinstance(base, list) else base,
            minimum_price=step.number("minimum_price", 0),
            is_discountable=step.flag("is_discountable"),
            **self._step(step, "Markup"),
        )

    def _step(self, step, price_type):
        return {
            "name": step.text("name"),
            "process": step.text("process", ""),
            "label": step.text("label", ""),
            "condition": _formula(step, "condition"),
            "price_type": step.text("price_type", price_type),
            "is_optional": step.flag("is_optional"),
        }

    def _key(self, node):
        ranges = {}
        for name, pair in node.node("ranges", {}).items():
            place = f"{node.place}.ranges.{name}"
            if not isinstance(pair, list) or len(pair) != 2:
                raise CaseError(place, "lowest and highest were expected: [133, 175]")
            ranges[name] = tuple(
                None if each is None else number_at(place, each) for each in pair
            )
        values = dict(node.node("values", {}).items())
        key = TariffKey(self._named(node, "tariff", self._tariffs), values, ranges)
        node.close()
        return key

    def _case(self, node) -> Case:
        name = node.text("name")
        node.text("source", "")
        with _sound(node.place):
            client = self._client(node.node("client", {}))
        lines = list(node.nodes("lines", MISSING))
        if not lines:
            raise CaseError(node.at("lines"), "a case needs a line")
        jobs = tuple(self._job(line, client, name) for line in lines)
        expected = tuple(
            self._expected(line, (*TOTALS[:3], "unit_price", "refusal", "rows"))
            for line in lines
        )
        for line in lines:
            line.close()
        order = self._expected(node, (*TOTALS, "refusal"))
        if not order and not any(expected):
            raise CaseError(node.at("expect"), "a case has to expect something")
        method = node.text("tax_rounding", taxes.PER_LINE)
        if method not in taxes.METHODS:
            raise CaseError(
                node.at("tax_rounding"), f"one of {', '.join(taxes.METHODS)}"
            )
        case = Case(
            name=name,
            jobs=jobs,
            expected=expected,
            expected_order=order,
            taxes=tuple(self._tax(tax) for tax in node.nodes("taxes")),
            tax_rounding=method,
            minimum_order=node.number("minimum_order", 0),
            rounding=self._rounding,
        )
        node.close()
        return case

    def _tax(self, node):
        with _sound(node.place):
            tax = Tax(node.number("percent"), node.flag("is_included"))
        node.close()
        return tax

    def _client(self, node) -> Client:
        discounts = []
        for row in node.nodes("discounts"):
            with _sound(row.place):
                discounts.append(self._discount(row))
            row.close()
        amounts = {}
        for basis, value in node.node("amounts", {}).items():
            place = f"{node.at('amounts')}.{basis}"
            if basis not in discount.BASES:
                raise CaseError(place, f"one of {', '.join(discount.BASES)}")
            amounts[basis] = number_at(place, value)
        client = Client(
            discounts=tuple(discounts),
            amounts=amounts,
            policy=node.text("policy", discount.BEST),
            is_capped=node.flag("is_capped"),
        )
        node.close()
        return client

    def _discount(self, row) -> Discount:
        return Discount(
            percent=row.number("percent"),
            min_amount=row.number("min_amount", 0),
            basis=row.text("basis", discount.LINE),
            print_type=row.text("print_type", ""),
            category=row.text("category", ""),
            name=row.text("name", ""),
        )

    def _job(self, line, client, order) -> Job:
        values = dict(line.node("spec", {}).items())
        if line.has("process"):
            process = line.text("process")
            if process not in PROCESSES:
                raise CaseError(
                    line.at("process"), f"one of {', '.join(sorted(PROCESSES))}"
                )
            drivers = PROCESSES[process].from_values(values).drivers()
        else:
            drivers = self._drivers(line.node("drivers"))
        return Job(
            recipe=self._named(line, "product", self._products),
            drivers=drivers,
            values=values,
            client=client,
            order=order,
            print_type=line.text("print_type", ""),
            category=line.text("category", ""),
            pricelist_percent=line.number("pricelist_percent", 0),
            options=frozenset(line.list("options")),
        )

    def _drivers(self, node) -> Drivers:
        quantity = node.number("quantity")
        unit = node.text("unit", "piece")
        pieces = node.number("pieces", 1)
        if pieces != int(pieces):
            raise CaseError(node.at("pieces"), "a whole number was expected")
        counts = {}
        for name, value in node.items():
            if name not in ("quantity", "unit", "pieces"):
                counts[name] = number_at(node.at(name), value)
        try:
            return Drivers(quantity, unit, int(pieces), counts)
        except ValueError as error:
            raise CaseError(node.place, str(error)) from None

    def _expected(self, node, names) -> dict[str, Any]:
        expect = node.node("expect", {})
        found: dict[str, Any] = {}
        for name in names:
            if not expect.has(name):
                continue
            if name == "refusal":
                found[name] = expect.text(name)
            elif name == "rows":
                rows = expect.node(name)
                found[name] = {
                    row: written(number_at(rows.at(row), value))
                    for row, value in rows.items()
                }
            else:
                found[name] = written(expect.number(name))
        expect.close()
        return found

    def _named(self, node, key, known):
        name = node.text(key)
        if name not in known:
            raise CaseError(node.at(key), f"there is no {key} {name!r} in this file")
        return known[name]


def _formula(step, key):
    if not step.has(key):
        return None
    source = step.text(key)
    try:
        return compile_formula(source)
    except PriceError as error:
        place = f"{step.at(key)}, character {error.position + 1}"
        raise CaseError(place, str(error)) from None


@contextmanager
def _sound(place):
    """Tell what is wrong with a part of the file with its place."""
    try:
        yield
    except PriceError as error:
        raise CaseError(place, str(error)) from None
