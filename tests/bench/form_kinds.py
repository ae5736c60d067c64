"""Run in ``odoo shell`` by test_forms: kinds of work with ten and 1 000 of everything.

Stored in the copy of the shop that is measured: ``bench_few``, ``bench_choices``,
``bench_fields``; with ``BENCH_KINDS`` in the environment 1 000 further kinds instead.
"""

import os

FEW, MANY = 10, 1000
env = env  # noqa: F821, PLW0127 - the shell's own


def sell(order_types):
    """Let clients order these: work is sold as a product."""
    env["product.template"].create(
        [
            {"name": kind.name, "type": "consu", "print_order_type_id": kind.id}
            for kind in order_types
        ]
    )


def make(code, fields, choices):
    design = env["print.order.type"].search([("code", "=", "design")])
    order_type = design.copy({"name": code, "code": code})
    values = [(0, 0, {"code": f"c{n}", "name": f"Choice {n}"}) for n in range(choices)]
    texts = [(0, 0, {"code": f"t{n}", "name": f"Text {n}"}) for n in range(fields)]
    many = {"code": "many", "name": "Many", "kind": "selection", "value_ids": values}
    order_type.field_ids = [*texts, (0, 0, many)]
    return order_type


if os.environ.get("BENCH_KINDS"):
    kinds = [{"name": f"Kind {n}", "code": f"kind_{n}"} for n in range(MANY)]
    sell(env["print.order.type"].create(kinds))
else:
    sell(make("bench_few", FEW, FEW))
    sell(make("bench_choices", FEW, MANY))
    sell(make("bench_fields", MANY, FEW))
env.cr.commit()
print("KINDS MADE")
