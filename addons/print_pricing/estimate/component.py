"""What a product is made of, as its price goes: components, then surcharges."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from .choice import TariffChoice
from .formula import Formula
from .money import CENT, EXACT, round_money
from .price_error import PriceError

PRICE_TYPES = (  # PrintTalk Price/@PriceType
    *("Product", "Handling", "Shipping", "Markup", "Discount"),
    *("Subtotal", "Total", "DownPayment", "Prepaid", "Other"),
)

NET = "net"  # of all rows above, after discount
SUBTOTAL = "subtotal"  # of all rows above, before discount
COMPONENTS = "components"  # of the components above, before discount
BASES = (NET, SUBTOTAL, COMPONENTS)

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True, eq=False)
class Component:
    """One process of a product, priced by a tariff.

    Formulas know the values of the spec, the counts of the job's drivers, and
    ``quantity`` and ``pieces``.

    :param name: within the product; surcharges and actuals call it so
    :param process: XJDF's name: ``ImageSetting``, ``Cutting``
    :param quantity: billing units; without a formula the job's own quantity
    :param range_quantity: chooses the rung, where that is another measure
    :param condition: the component is left out unless it holds
    :param is_optional: only for jobs that ask for it by name
    """

    name: str
    tariffs: TariffChoice
    process: str = ""
    label: str = ""
    quantity: Formula | None = None
    range_quantity: Formula | None = None
    condition: Formula | None = None
    price_type: str = "Product"
    is_discountable: bool = True
    is_optional: bool = False

    def __post_init__(self):
        _check_price_type(self.price_type)

    def names(self) -> set[str]:
        """What its formulas ask for."""
        formulas = (self.quantity, self.range_quantity, self.condition)
        return {name for formula in formulas if formula for name in formula.names}


@dataclass(frozen=True, slots=True, eq=False)
class Surcharge:
    """A percentage of what stands above it: rush, night work, a difficult file.

    :param base: one of ``BASES``, or the names of components and surcharges above,
        before discount
    :param minimum_price: charged at least, where the base is not 0
    :param is_discountable: whether the client's discount counts here, too
    """

    name: str
    percent: Decimal
    base: str | tuple[str, ...] = NET
    minimum_price: Decimal = ZERO
    process: str = ""
    label: str = ""
    condition: Formula | None = None
    price_type: str = "Markup"
    is_discountable: bool = False
    is_optional: bool = False

    def __post_init__(self):
        _check_price_type(self.price_type)
        if not 0 <= self.percent <= 1000:
            raise PriceError(
                "percent_out_of_range", field="percent", value=self.percent
            )
        if self.minimum_price < 0:
            raise PriceError("price_negative", field="minimum_price")
        if isinstance(self.base, str) and self.base not in BASES:
            raise PriceError("choice_unknown", field="base", value=self.base)

    def amount(self, base: Decimal, rounding: Decimal) -> tuple[Decimal, bool]:
        """Return what is charged on ``base``, and whether it is the minimum."""
        if not base:
            return ZERO, False
        share = EXACT.multiply(base, self.percent).scaleb(-2, EXACT)
        is_minimum = share < self.minimum_price
        return round_money(max(share, self.minimum_price), rounding), is_minimum

    def names(self) -> set[str]:
        return set(self.condition.names) if self.condition else set()


@dataclass(frozen=True, slots=True, eq=False)
class Recipe:
    """Components and surcharges of one product, in their order.

    :param rounding: the smallest amount of the currency that all of it is priced in
    :raise PriceError: ``name_twice`` (name), ``base_unknown`` (name, base)
    """

    steps: tuple[Component | Surcharge, ...]
    rounding: Decimal = CENT

    def __post_init__(self):
        seen: set[str] = set()
        for step in self.steps:
            if step.name in seen:
                raise PriceError("name_twice", name=step.name)
            if isinstance(step, Surcharge) and not isinstance(step.base, str):
                for base in step.base:
                    if base not in seen:
                        raise PriceError("base_unknown", name=step.name, base=base)
            seen.add(step.name)

    def check_names(self, allowed: Mapping | set):
        """Refuse formulas that ask for what a job of this product does not have.

        :raise FormulaError: ``name_unknown`` (name), at its character
        """
        for step in self.steps:
            for each in ("quantity", "range_quantity", "condition"):
                if formula := getattr(step, each, None):
                    formula.check_names(allowed)


def _check_price_type(price_type):
    if price_type not in PRICE_TYPES:
        raise PriceError("choice_unknown", field="price_type", value=price_type)
