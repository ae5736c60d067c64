"""Nothing grows with the number of orders, products, dealers or rules of pricelists.

Comes last of the dealers' files: it multiplies the shop that they measure.
"""

import pytest
from shop_sizes import BUSY, GROWN, PASSWORD, chosen
from shops import Ours
from visitor import Figures, Visitor

ROUNDS, WARM_UP = 10, 3
# SQL takes at most so many times as long, of a shop ten times as large: counts of goods
# grow, and the machine has other work.
SAME_SQL, NOISE_MS = 4.0, 10


@pytest.mark.once
def test_nothing_grows(shops, capsys):
    order = shops.one_order(BUSY)
    template, variant = shops.products[0]
    acts = {
        "list of goods": lambda dealer: dealer.visitor.get("/dealer/products"),
        "search of goods": lambda dealer: dealer.visitor.get(
            "/dealer/products?search=B0031"
        ),
        "page of goods": lambda dealer: dealer.visitor.get(
            f"/dealer/products/{variant}"
        ),
        "add": lambda dealer: dealer.add((template, variant)),
        "basket": lambda dealer: dealer.visitor.get("/dealer/basket"),
        "orders": lambda dealer: dealer.visitor.get("/dealer/orders?done=1"),
        "order": lambda dealer: dealer.visitor.get(f"/dealer/orders/{order}"),
        "balance": lambda dealer: dealer.visitor.get("/dealer/balance"),
        "invoices": lambda dealer: dealer.visitor.get("/dealer/invoices"),
    }
    before = measure(shops, acts)
    shops.grow(GROWN[chosen()])
    after = measure(shops, acts)
    with capsys.disabled():
        for name in acts:
            few, many = before[name], after[name]
            print(
                f"\n{name:16} queries {few.queries:4.0f} {many.queries:4.0f}"
                f"  sql ms {few.sql_ms:6.1f} {many.sql_ms:6.1f}"
                f"  cpu ms {few.cpu_ms:6.1f} {many.cpu_ms:6.1f}",
                end="",
            )
    for name in acts:
        assert after[name].queries <= before[name].queries, name
        assert after[name].sql_ms <= before[name].sql_ms * SAME_SQL + NOISE_MS, name


def measure(shops, acts):
    """Return ``Figures`` of each act, by name."""
    dealer = Ours(Visitor(shops.ours.url).log_in(BUSY, PASSWORD))
    acts["add"](dealer)  # every page has a basket to show, before as after
    figures = {}
    for name, act in acts.items():
        answers = [act(dealer) for _turn in range(WARM_UP + ROUNDS)]
        figures[name] = Figures.of(answers[WARM_UP:])
    return figures
