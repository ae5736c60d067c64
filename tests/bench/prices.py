"""Times prices in Odoo's shell, against stock Odoo on the same machine.

Read into ``odoo shell``, which has ``env``; the last line printed is JSON. All of it
is rolled back. Each figure is the fastest of several rounds; lines ask the database
nothing once they are read, so they are measured in time of the processor.
"""

import json
import time

from odoo.fields import Command

ROUNDS = 20
LINES = 50
CLIENTS = 5000
FEW, MANY = 10, 10_000  # clients, tariffs and rungs beside those that are priced


def fastest(action, clock=time.process_time, rounds=ROUNDS):
    """Return the seconds of the fastest round: what else the machine does slows others.

    A first round is left out: it warms caches.
    """
    seconds = []
    for _round in range(rounds + 1):
        began = clock()
        action()
        seconds.append(clock() - began)
    return min(seconds[1:])


def pricelist(base):
    rule = {"compute_price": "formula", "base": base}
    return env["product.pricelist"].create(  # noqa: F821
        {"name": base, "item_ids": [Command.create(rule)]}
    )


def order(list_of_prices, lines):
    partner = env["res.partner"].create({"name": "Bench", "is_company": True})  # noqa: F821
    quotation = env["sale.order"].create(  # noqa: F821
        {
            "partner_id": partner.id,
            "pricelist_id": list_of_prices.id,
            "order_line": [Command.create(line) for line in lines],
        }
    )
    return quotation.with_context(tracking_disable=True)


def seconds_a_line(quotation):
    lines = quotation.order_line

    def reprice():
        lines.invalidate_recordset(["pricelist_item_id"])
        lines._compute_price_unit()

    return fastest(reprice) / len(lines)


def crowd(number):
    """Give ``number`` other clients terms, and the work as many tariffs and rungs."""
    others = env["res.partner"].create(  # noqa: F821
        [{"name": f"Other {n}", "is_company": True} for n in range(number)]
    )
    env["print.discount"].create(  # noqa: F821
        [{"commercial_partner_id": other.id, "percent": 5} for other in others]
    )
    lists = env["product.pricelist"].create(  # noqa: F821
        [{"name": f"Other {n}"} for n in range(number)]
    )
    env["print.tariff"].create(  # noqa: F821
        [
            {"order_type_id": plates.id, "price": 12, "pricelist_id": each.id}
            for each in lists
        ]
    )
    plates.tariff_ids.filtered(lambda tariff: not tariff.pricelist_id).grid = [
        [rung, f"{12 + 100 / rung:.4f}"] for rung in range(1, number + 1)
    ]


def make_specs(order_type, number):
    values = {**order_type._get_default_values(), "plate_format": "745x605"}
    return env["print.spec"].create(  # noqa: F821
        [{"order_type_id": order_type.id, "values": values} for _n in range(number)]
    )


plates = env.ref("print_pricing.order_type_ctp_plates")  # noqa: F821
tariffs = pricelist("print_tariff")
specs = make_specs(plates, LINES)
goods = env["product.product"].create({"name": "Goods", "list_price": 7})  # noqa: F821
print_lines = [env["sale.order.line"]._prepare_print_line(spec) for spec in specs]  # noqa: F821
stock = seconds_a_line(
    order(pricelist("list_price"), [{"product_id": goods.id}] * LINES)
)
work = order(tariffs, print_lines)
ours = seconds_a_line(work)
crowd(FEW)
few = seconds_a_line(work)
crowd(MANY)
many = seconds_a_line(work)
clients = env["res.partner"].create(  # noqa: F821
    [{"name": f"Client {n}", "is_company": True} for n in range(CLIENTS)]
)
env["print.discount"].create(  # noqa: F821
    [
        {"commercial_partner_id": client.id, "percent": n % 30, "min_amount": 10 * step}
        for n, client in enumerate(clients)
        for step in range(3)
    ]
)
env.flush_all()  # noqa: F821


def price_clients():
    env.cr.precommit.data.pop("print.discount", None)  # noqa: F821
    specs[0]._price_for_clients(tariffs, clients)


batch = fastest(price_clients, time.perf_counter, rounds=3)
env.cr.rollback()  # noqa: F821
seconds = {"stock": stock, "print": ours, "few": few, "many": many, "clients": batch}
print(json.dumps(seconds))
