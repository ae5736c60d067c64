"""How much of everything there is in the shops that are compared, and who is in them.

``BENCH_SIZE`` is ``small``, which takes minutes, or ``full``: the shop that
``docs/speed.md`` speaks of.
"""

import os
from dataclasses import dataclass

PASSWORD = "bench-dealer"
LOGIN = "maria.c{}"  # of a dealer, counted from one
BUSY, QUIET, CLERK = LOGIN.format(1), LOGIN.format(2), "clerk"
GROWN = {"small": 10, "full": 2}  # so many times as much, to see what grows with it
SHELF = 10_000  # goods that there are then, at least


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of records; ``busy`` ones are those of the one dealer who orders most."""

    products: int
    pricelists: int  # of 20 rules each
    dealers: int  # companies, with one user each
    orders: int
    busy_orders: int
    invoices: int
    busy_invoices: int

    def times(self, number):
        """Return these sizes multiplied; the busy dealer stays as he is."""
        return Sizes(
            products=max(self.products * number, SHELF),
            pricelists=self.pricelists * number,
            dealers=self.dealers * number,
            orders=self.orders * number,
            busy_orders=self.busy_orders,
            invoices=self.invoices * number,
            busy_invoices=self.busy_invoices,
        )


SIZES = {
    "small": Sizes(500, 50, 100, 5_000, 1_200, 1_000, 200),
    "full": Sizes(5_000, 500, 1_000, 100_000, 5_000, 20_000, 1_000),
}


def chosen():
    """Return the name of the sizes to measure, from the environment."""
    return os.environ.get("BENCH_SIZE", "small")
