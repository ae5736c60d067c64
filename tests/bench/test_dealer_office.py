"""What our add-ons cost the office: the same calls with them and without.

Repeat with ``./shop test bench``.
"""

import pytest
from shops import alternate
from visitor import Figures

# Our time over theirs: every model of ours asks of each field whether it is closed.
SLOWER, ROOM = 1.4, 1.6  # the second is the noise of a busy machine
MORE = 2  # queries of ours for each order that is made or confirmed, at most
ROWS = {
    name: {}
    for name in ("name", "date_order", "amount_total", "state", "invoice_status")
} | {name: {"fields": {"display_name": {}}} for name in ("partner_id", "user_id")}
FORM = {
    "partner_id": {"fields": {"display_name": {}}},
    "amount_total": {},
    "tax_totals": {},
    "order_line": {"fields": {"name": {}, "product_uom_qty": {}, "price_subtotal": {}}},
}
SOLD = [["state", "=", "sale"]]
ORDERS = 6  # made and confirmed for each size


@pytest.fixture(scope="module")
def clerks(shops):
    return shops.clerks()


def tell(capsys, what, theirs, ours):
    with capsys.disabled():
        print(
            f"\noffice: {what:18} queries {theirs.queries:4.0f} {ours.queries:4.0f}"
            f"  cpu ms {theirs.cpu_ms:6.1f} {ours.cpu_ms:6.1f}",
            end="",
        )


@pytest.mark.parametrize(
    ("what", "method", "args", "options"),
    [
        ("list", "web_search_read", [SOLD, ROWS], {"limit": 80}),
        (
            "list, page 20",
            "web_search_read",
            [SOLD, ROWS],
            {"limit": 80, "offset": 1520},
        ),
        (
            "search",
            "web_search_read",
            [
                [
                    "|",
                    ["name", "ilike", "B00042"],
                    ["client_order_ref", "ilike", "B00042"],
                ],
                ROWS,
            ],
            {"limit": 80},
        ),
        ("group", "web_read_group", [[], ["state"], ["amount_total:sum"]], {}),
    ],
)
def test_lists_ask_nothing_more(clerks, capsys, what, method, args, options):
    theirs, ours = alternate(
        *(lambda c=c: c.call("sale.order", method, *args, **options) for c in clerks)
    )
    tell(capsys, what, theirs, ours)
    assert ours.queries <= theirs.queries
    assert ours.cpu_ms <= SLOWER * theirs.cpu_ms * ROOM


def test_form(shops, clerks, capsys):
    ((order,),) = shops.sql(
        "SELECT max(id) FROM sale_order WHERE state = 'sale'", shop="theirs"
    )
    theirs, ours = alternate(
        *(lambda c=c: c.call("sale.order", "web_read", [order], FORM) for c in clerks)
    )
    tell(capsys, "form", theirs, ours)
    assert ours.queries <= theirs.queries


def test_orders_are_made_and_confirmed(shops, clerks, capsys):
    """At most two queries more for an order, however many lines it has."""
    ((partner,),) = shops.sql(
        "SELECT partner_id FROM res_users WHERE login = 'maria.c5'"
    )
    more = {}
    for lines in (1, 20):
        products = [variant for _template, variant in shops.products[:lines]]
        made = [[], []]
        confirmed = [[], []]
        for _turn in range(ORDERS):
            for clerk, makes, confirms in zip(clerks, made, confirmed, strict=True):
                makes.append(create(clerk, partner, products))
                (order,) = makes[-1].result
                confirms.append(
                    clerk.call("sale.order", "action_confirm", [order["id"]])
                )
        for what, both in (("create", made), ("confirm", confirmed)):
            theirs, ours = (Figures.of(each[1:]) for each in both)
            tell(capsys, f"{what}, lines: {lines}", theirs, ours)
            more[what, lines] = ours.queries - theirs.queries
    assert max(more.values()) <= MORE, more


def create(clerk, partner, products):
    lines = [[0, 0, {"product_id": each, "product_uom_qty": 2}] for each in products]
    values = {"partner_id": partner, "order_line": lines}
    return clerk.call(
        "sale.order", "web_save", [], values, specification={"amount_total": {}}
    )
