"""An order of goods, from a dealer's login to its payment, as people work on it."""

import re

import pytest
from hands import click, send
from playwright.sync_api import expect
from visitor import Visitor

NUMBER, LOGIN, PASSWORD = "1001", "maria", "print-demo-1"
TYPED, WANTED, GIVEN = "CH-RG-20", 3, 2


@pytest.fixture
def staff(shop):
    """Return a function that gives the session of a member of staff."""

    def log_in(login):
        person = Visitor(shop.url)
        assert person.log_in(login, PASSWORD)
        return person

    return log_in


@pytest.fixture
def dealer(page):
    """Return the page of a dealer who has logged in at the door of dealers."""
    page.goto("/dealer/orders")  # where he wants to go is kept
    expect(page).to_have_url(re.compile("/dealer/login"))
    page.fill("input[name=client_number]", NUMBER)
    page.fill("input[name=login]", LOGIN)
    page.fill("input[name=password]", "wrong")
    page.press("input[name=password]", "Enter")
    expect(page.locator("[role=alert]")).to_be_visible()
    assert page.input_value("input[name=client_number]") == NUMBER
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_url(re.compile("/dealer/orders"))
    return page


def fill_basket(page):
    """Put the first of the list into the basket, and others by their code."""
    page.goto("/dealer/products")
    expect(page.locator("[data-plain]")).to_be_hidden()  # the scripts are there
    with page.expect_response(re.compile("/dealer/basket/goods")) as answer:
        click(page.locator(".pr-qty button").nth(1))
    count = answer.value.json()["result"]["count"]
    assert count >= 1
    expect(page.locator("[data-row] [data-sum]").first).not_to_be_empty()
    expect(page.locator("header [data-basket-count]").first).to_have_text(str(count))
    page.goto("/dealer")
    page.fill("textarea[name=table]", f"{TYPED};{WANTED}")
    send(page, "form:has(textarea[name=table]) button[type=submit]")
    send(page, "button[name=add]")
    page.goto("/dealer/basket")
    expect(page.get_by_text(TYPED)).to_be_visible()


def change_quantity(sales, order):
    """Give fewer than were ordered, and ask the dealer."""
    (line,) = sales.call(
        "sale.order.line",
        "search",
        [("order_id", "=", order), ("product_id.default_code", "=", TYPED)],
    )
    sales.call("sale.order.line", "write", [line], {"product_uom_qty": GIVEN})
    note = "Two are there."
    (wizard,) = sales.call(
        "print.order.ask", "create", [{"order_id": order, "note": note}]
    )
    sales.call("print.order.ask", "action_ask", [wizard])


def deliver(prepress, order):
    pickings = prepress.call("stock.picking", "search", [("sale_id", "=", order)])
    prepress.call("stock.picking", "button_validate", pickings)


def invoice(sales, accountant, order):
    (wizard,) = sales.call(
        "sale.advance.payment.inv",
        "create",
        [{"sale_order_ids": [(6, 0, [order])], "advance_payment_method": "delivered"}],
    )
    sales.call("sale.advance.payment.inv", "create_invoices", [wizard])
    moves = accountant.call(
        "account.move", "search", [("line_ids.sale_line_ids.order_id", "=", order)]
    )
    accountant.call("account.move", "action_post", moves)
    return moves


def pay(accountant, moves):
    context = {"active_model": "account.move", "active_ids": moves}
    (wizard,) = accountant.call(
        "account.payment.register", "create", [{}], context=context
    )
    accountant.call(
        "account.payment.register", "action_create_payments", [wizard], context=context
    )


def test_an_order_goes_from_the_login_to_its_payment(dealer, staff):
    fill_basket(dealer)
    send(dealer, "button[name=submit]")
    dealer.wait_for_url(re.compile(r"/dealer/orders/\d+"))
    order = int(re.search(r"/orders/(\d+)", dealer.url)[1])
    sales, accountant = staff("sales"), staff("accountant")

    (row,) = sales.call("sale.order", "read", [order], ["is_partner_portal", "state"])
    assert (row["is_partner_portal"], row["state"]) == (True, "sent")

    change_quantity(sales, order)
    dealer.goto(f"/dealer/orders/{order}")
    expect(dealer.get_by_text("Two are there.").first).to_be_visible()
    send(dealer, "button[name=answer][value=all]")
    (row,) = sales.call("sale.order", "read", [order], ["state"])
    assert row["state"] == "sale"

    deliver(staff("prepress"), order)
    moves = invoice(sales, accountant, order)
    pay(accountant, moves)
    dealer.goto(f"/dealer/orders/{order}")
    done = dealer.locator(".pr-steps li.done").all_inner_texts()
    (paper,) = accountant.call("account.move", "read", moves, ["name"])
    (note,) = sales.call("sale.order", "read", [order], ["picking_ids"])
    assert note["picking_ids"]
    assert any(paper["name"] in step for step in done), done
    assert len(done) >= 5, done  # sent, started, delivered, invoiced, paid

    dealer.goto("/dealer/balance")
    expect(dealer.get_by_text(paper["name"]).first).to_be_visible()


def test_a_client_does_not_enter_by_the_door_of_dealers(page):
    page.goto("/dealer/login")
    page.fill("input[name=client_number]", NUMBER)
    page.fill("input[name=login]", "poligraf")
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    expect(page.locator("[role=alert]")).to_be_visible()
    assert "/dealer/login" in page.url
