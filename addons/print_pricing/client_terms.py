"""The discounts of a client as the database has them, ready to become a domain client.

Amounts are in the company's currency: what they are in the order's is known only where
a line is priced.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from .estimate import Client, Discount, round_half_up
from .estimate.discount import BEST, ORDER, TRAILING

DECIMALS = 6  # of a converted threshold


@dataclass(frozen=True, slots=True)
class DiscountRow:
    """One row of ``print.discount`` that is valid on the day.

    :param print_type: id of the order type as text, empty for any
    """

    id: int
    percent: Decimal
    min_amount: Decimal
    basis: str
    print_type: str
    category_id: int = 0


@dataclass(frozen=True, slots=True)
class ClientTerms:
    """What a client has agreed with the shop.

    :param trailing: what was invoiced in twelve months, where a row asks for it
    """

    rows: tuple[DiscountRow, ...] = ()
    trailing: Decimal = Decimal(0)
    policy: str = BEST
    is_capped: bool = False
    _clients: dict = field(default_factory=dict, compare=False, repr=False)

    @property
    def counts_orders(self) -> bool:
        """Whether a price depends on the other lines of the order."""
        return any(row.basis == ORDER for row in self.rows)

    def client(self, rate: Decimal, category_ids: tuple[int, ...] = ()) -> Client:
        """Return the domain's client.

        :param rate: worth of the company's currency in that of the order
        :param category_ids: the product's category and those above it
        """
        key = rate, category_ids
        if key not in self._clients:
            self._clients[key] = Client(
                discounts=tuple(
                    Discount(
                        percent=row.percent,
                        min_amount=_convert(row.min_amount, rate),
                        basis=row.basis,
                        print_type=row.print_type,
                        name=str(row.id),
                    )
                    for row in self.rows
                    if not row.category_id or row.category_id in category_ids
                ),
                amounts={TRAILING: _convert(self.trailing, rate)},
                policy=self.policy,
                is_capped=self.is_capped,
            )
        return self._clients[key]


def _convert(amount: Decimal, rate: Decimal) -> Decimal:
    return amount if rate == 1 else round_half_up(amount * rate, DECIMALS)
