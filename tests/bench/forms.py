"""Run in ``odoo shell`` by test_forms: how much longer a check takes with more of it.

Prints one line ``FORMS {...}``: microseconds of a check with ten of everything, and
with 1 000 kinds of work, choices, fields, each as a ratio to that. Stores nothing.
"""

import json
import time

FEW, MANY, TURNS = 10, 1000, 200
env = env  # noqa: F821, PLW0127 - the shell's own


def make(fields, choices):
    design = env["print.order.type"].search([("code", "=", "design")])
    order_type = design.copy()
    values = [(0, 0, {"code": f"c{n}", "name": f"Choice {n}"}) for n in range(choices)]
    texts = [(0, 0, {"code": f"t{n}", "name": f"Text {n}"}) for n in range(fields)]
    many = {"code": "many", "name": "Many", "kind": "selection", "value_ids": values}
    order_type.field_ids = [*texts, (0, 0, many)]
    return order_type


def check_us(order_type):
    """Return the quickest of many checks, in microseconds."""
    raw = order_type._get_default_values() | {"job_title": "x", "many": "c9"}
    times = []
    for _turn in range(TURNS):
        start = time.perf_counter()
        values = order_type._parse_form(raw)[0]
        spec = env["print.spec"].new({"order_type_id": order_type.id, "values": values})
        spec._check()
        times.append(time.perf_counter() - start)
    return min(times) * 1e6


few = make(FEW, FEW)
base = check_us(few)
figures = {
    "check_us": round(base),
    "choices": round(check_us(make(FEW, MANY)) / base, 2),
    "fields": round(check_us(make(MANY, FEW)) / base, 2),
}
env["print.order.type"].create(
    [{"name": f"Kind {n}", "code": f"kind_{n}"} for n in range(MANY)]
)
figures["kinds"] = round(check_us(few) / base, 2)
print("FORMS", json.dumps(figures))
env.cr.rollback()
