"""Taxes as far as a file of cases needs them; on orders Odoo computes its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .money import CENT, EXACT, round_money
from .price_error import PriceError

PER_LINE = "round_per_line"
GLOBALLY = "round_globally"
METHODS = (PER_LINE, GLOBALLY)  # Odoo's names

ZERO, HUNDRED = Decimal(0), Decimal(100)


@dataclass(frozen=True, slots=True)
class Tax:
    """A percentage of the price; ``is_included``: the price has it inside."""

    percent: Decimal
    is_included: bool = False

    def __post_init__(self):
        if not 0 <= self.percent <= 100:
            raise PriceError(
                "percent_out_of_range", field="percent", value=self.percent
            )


@dataclass(frozen=True, slots=True)
class Totals:
    untaxed: Decimal
    tax: Decimal

    @property
    def total(self) -> Decimal:
        return EXACT.add(self.untaxed, self.tax)


def tax_totals(
    nets: Sequence[Decimal],
    taxes: Sequence[Tax],
    method: str = PER_LINE,
    rounding: Decimal = CENT,
) -> Totals:
    """Return what lines of ``nets`` come to, with the same taxes on each.

    >>> lines, vat = [Decimal("10.03")] * 3, [Tax(Decimal(20))]
    >>> tax_totals(lines, vat).total, tax_totals(lines, vat, GLOBALLY).total
    (Decimal('36.12'), Decimal('36.11'))
    """
    if method not in METHODS:
        raise PriceError("choice_unknown", field="tax_rounding", value=method)
    given = sum(nets, ZERO)
    amounts = nets if method == PER_LINE else [given]
    included = sum((tax.percent for tax in taxes if tax.is_included), ZERO)
    tax_inside = tax_on_top = ZERO
    for amount in amounts:
        net = EXACT.divide(EXACT.multiply(amount, HUNDRED), HUNDRED + included)
        for tax in taxes:
            share = EXACT.multiply(net, tax.percent).scaleb(-2, EXACT)
            if tax.is_included:
                tax_inside += round_money(share, rounding)
            else:
                tax_on_top += round_money(share, rounding)
    return Totals(given - tax_inside, tax_inside + tax_on_top)
