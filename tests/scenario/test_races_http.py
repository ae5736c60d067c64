"""What two people do to one thing at the same moment: one of them is told so."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from visitor import TIMEOUT_S, Visitor

PASSWORD = "print-demo-1"


@pytest.fixture
def enter(shop):
    """Return a function that logs somebody in."""

    def log_in(login):
        person = Visitor(shop.url)
        assert person.log_in(login, PASSWORD)
        return person

    return log_in


def _at_once(*presses):
    """Press buttons of pages that are open already; return the statuses.

    :param presses: of ``(person, path, form)``
    """
    tokens = [person.token() for person, _path, _form in presses]

    def press(it, token):
        person, path, form = it
        return person.session.post(
            f"{person.url}{path}",
            data={"csrf_token": token, **form},
            timeout=TIMEOUT_S,
            allow_redirects=False,
        ).status_code

    with ThreadPoolExecutor(len(presses)) as people:
        return list(people.map(press, presses, tokens))


def test_a_proof_is_approved_or_sent_back_never_both(enter):
    staff = enter("prepress")
    [proof, *_more] = staff.call(
        "print.proof",
        "search_read",
        [("state", "=", "waiting"), ("rule", "=", "any")],
        ["partner_id"],
    )
    [client] = staff.call(
        "res.partner", "read", proof["partner_id"][:1], ["client_code"]
    )
    decide = f"/my/print/proofs/{proof['id']}/decide"
    statuses = _at_once(
        (enter(client["client_code"]), decide, {"decision": "approve", "seen": "1"}),
        (
            enter(client["client_code"]),
            decide,
            {"decision": "changes", "reason": "Red"},
        ),
    )
    assert sorted(statuses) == [303, 422]
    [after] = staff.call("print.proof", "read", [proof["id"]], ["state"])
    assert after["state"] == ("approved" if statuses[0] == 303 else "changes")


def test_two_quotations_accepted_at_once_do_not_both_fit_into_the_month(shop, enter):
    admin, sales = Visitor(shop.url), enter("sales")
    assert admin.log_in("admin", "admin")
    [user] = admin.call(
        "res.users",
        "search_read",
        [("login", "=", "ivanova.poligraf")],
        ["month_limit", "order_limit"],
    )
    user_id = user.pop("id")
    own = [("print_account_id", "=", user_id), ("is_basket", "=", False)]
    known = admin.call("sale.order", "search_read", own, ["amount_total"])
    before = sum(order["amount_total"] for order in known)
    [client] = admin.call("res.partner", "search", [("client_code", "=", "poligraf")])
    [product] = admin.call(
        "product.product", "search", [("type", "=", "service")], limit=1
    )
    line = {"product_id": product, "product_uom_qty": 1, "price_unit": before + 100}
    offer = {
        "partner_id": client,
        "print_account_id": user_id,
        "order_line": [(0, 0, line)],
    }
    offers = sales.call("sale.order", "create", [offer, offer])
    sales.call("sale.order", "action_quotation_sent", offers)
    [first, _second] = sales.call("sale.order", "read", offers, ["amount_total"])
    # Room for one of both, however much of what she ordered before was this month.
    limit = {"month_limit": before + first["amount_total"], "order_limit": 0}
    admin.call("res.users", "write", [user_id], limit)
    accept = "/my/print/orders/{}/accept"
    statuses = _at_once(
        *((enter("ivanova.poligraf"), accept.format(each), {}) for each in offers)
    )
    admin.call("res.users", "write", [user_id], user)
    states = sales.call("sale.order", "read", offers, ["state"])
    assert sorted(order["state"] for order in states) == ["sale", "sent"]
    assert sorted(statuses) == [303, 422]
