"""The main job as people do it: a client on his pages, staff in the back office."""

import re

import pytest
from hands import click, send
from letters import wait_for_link
from pdf import booklet
from playwright.sync_api import expect

PASSWORD = "browser-2026"
CODE = "brauzer"


def press(page, action, within="body"):
    """Press the visible button that runs ``action``, and wait until it has."""
    with page.expect_response(lambda answer: "call_button" in answer.url):
        click(page.locator(f"{within} button[name='{action}']:visible").first)


def press_in_dialog(page, action):
    """Press a button of the open dialog, and wait until the dialog is gone."""
    press(page, action, within=".modal")
    expect(page.locator(".modal")).to_be_hidden()


# Where buttons leave no room, the bar of statuses folds into a list named by the one.
STATUS = """() => {
    const shown = [...document.querySelectorAll(".o_statusbar_status button")].filter(
        (button) => button.offsetParent
    );
    const current =
        shown.find((button) => button.ariaChecked === "true") ||
        shown.find((button) => /\\w/.test(button.textContent));
    return current ? current.textContent.trim() : "";
}"""


def walk_to_ready(page):
    """Take one step after the other, each once the one before has arrived."""
    for _step in range(8):
        # Nothing stands there while the form is drawn anew.
        before = page.wait_for_function(STATUS).json_value()
        if before == "Ready":
            break
        press(page, "action_next")
        moved = f"(before) => !['', before].includes(({STATUS})())"
        page.wait_for_function(moved, arg=before)
    assert page.wait_for_function(STATUS).json_value() == "Ready"


@pytest.fixture(scope="module")
def client(shop, people):
    """Register as a company, be approved, and log in for the first time."""
    visitor = people()
    visitor.goto("/print/register")
    visitor.check("input[name=kind][value=company]", force=True)
    visitor.fill("input[name=name]", "Brauzer Print OOD")
    visitor.fill("input[name=contact_name]", "Mira Petkova")
    visitor.fill("input[name=email]", "mira@brauzer.example")
    visitor.fill("input[name=phone]", "+359 2 400 50 60")
    visitor.select_option("select[name=country_id]", label="Bulgaria")
    visitor.fill("input[name=city]", "Sofia")
    visitor.fill("input[name=street]", "ul. Rakovski 1")
    visitor.fill("main input[name=password]", PASSWORD)
    visitor.fill("input[name=password_repeat]", "something else")
    visitor.wait_for_timeout(4000)  # who is faster is taken for a program
    send(visitor)
    # The passwords differ: everything else that was typed is still there.
    assert visitor.input_value("input[name=name]") == "Brauzer Print OOD"
    visitor.fill("main input[name=password]", PASSWORD)
    visitor.fill("input[name=password_repeat]", PASSWORD)
    visitor.check("input[name=consent]")
    send(visitor)
    visitor.wait_for_url("**/print/register/sent")
    address = "mira@brauzer.example"
    visitor.goto(wait_for_link(shop, address, "/print/register/confirm/"))
    send(visitor)

    coordinator = people("coordinator")
    coordinator.goto("/odoo/action-print_portal.print_registration_action")
    coordinator.locator("td", has_text="Brauzer Print OOD").first.click()
    press(coordinator, "action_approve")
    dialog = coordinator.locator(".modal")
    dialog.locator("[name=client_code] input").fill(CODE)
    press_in_dialog(coordinator, "action_approve")
    return people(CODE, PASSWORD)


@pytest.fixture(scope="module")
def order(client):
    """Upload a file, order plates by the form, and send the basket."""
    client.goto("/my/print/order/ctp_plates")
    client.set_input_files(
        "input[type=file]",
        {"name": "Booklet_8pp.pdf", "mimeType": "application/pdf", "buffer": booklet()},
    )
    expect(client.get_by_text("Booklet_8pp.pdf").first).to_be_visible()
    client.wait_for_selector("input[name=file_ids]", state="attached")
    client.fill("#f_job_title", "Autumn booklet")
    choose(client, "plate_format", "745x605")
    client.fill("#f_colors_front", "44")
    client.locator("#f_colors_front").blur()
    expect(client.locator("#f_colors_front_e")).to_contain_text("from 0 to 10")
    client.fill("#f_colors_front", "4")
    expect(client.get_by_text("4 + 4 = 8 plates").first).to_be_visible()
    expect(client.locator("[data-price=total]").first).to_have_text(re.compile(r"\d"))
    click(client.locator("button[type=submit]:visible", has_text="Add to the basket"))
    client.wait_for_url("**/my/print/basket")
    expect(client.get_by_text("Autumn booklet").first).to_be_visible()
    click(client.locator("button[name=submit]:visible"))
    client.wait_for_url("**/my/print/orders/**")
    expect(client.get_by_text("We are checking the files").first).to_be_visible()
    text = client.locator("main").inner_text()
    return {
        "name": re.search(r"i-\d{6}", text)[0],
        "url": client.url.split("?")[0],
    }


def choose(page, field, code):
    """Choose ``code`` from tiles or from a list, as the form draws it."""
    tile = page.locator(f"input[name={field}][value='{code}']")
    if tile.count():
        tile.check(force=True)
    else:
        page.select_option(f"select[name={field}]", code)


def test_from_registration_to_paid(people, client, order):
    # The check of his file shows by itself, on the page that is open already.
    expect(client.get_by_text("good to print").first).to_be_visible(timeout=180_000)
    prepress = people("prepress")
    prepress.goto("/odoo/action-print_portal.print_job_action")
    prepress.locator("article", has_text=f"{order['name']}-1").first.click()
    blocked = prepress.locator(".alert", has_text="Blocked:")
    # What the check finds good needs nobody to accept it.
    expect(blocked).to_contain_text("Confirm the order first.")
    press(prepress, "action_certify_files")

    sales = people("sales")
    sales.goto("/odoo/action-print_portal.print_order_action")
    sales.locator("td", has_text=order["name"]).first.click()
    press(sales, "action_confirm")
    client.goto(order["url"])
    expect(client.get_by_text("In production").first).to_be_visible()

    prepress.reload()
    prepress.wait_for_selector("button[name=action_next]:visible")
    walk_to_ready(prepress)
    client.reload()
    expect(client.get_by_text("Ready to collect").first).to_be_visible()

    sales.reload()
    click(sales.get_by_role("button", name="Final price…"))
    dialog = sales.locator(".modal")
    dialog.locator("td[name=amount]").click()
    dialog.locator("td[name=amount] input").fill("180")
    dialog.locator("td[name=deviation_cause]").click()
    sales.get_by_role("menuitem", name="Another quantity").click()
    dialog.locator("td[name=note]").click()
    dialog.locator("td[name=note] input").fill("A plate was made anew.")
    press_in_dialog(sales, "action_fix")
    client.reload()
    expect(client.locator("main")).to_contain_text("180.00")
    send(client, "form[action$='/price/accept'] button")
    expect(client.locator("main")).not_to_contain_text("accept the final price")

    sales.reload()  # until the answer had come there was nothing to invoice
    click(sales.get_by_role("button", name="Create Invoice"))
    press_in_dialog(sales, "create_invoices")

    accountant = people("accountant")
    accountant.goto("/odoo/action-account.action_move_out_invoice_type")
    accountant.locator("td", has_text="Brauzer Print OOD").first.click()
    press(accountant, "action_post")
    click(accountant.locator("button[name=action_register_payment]:visible").first)
    press_in_dialog(accountant, "action_create_payments")

    client.reload()
    steps = client.locator(".pr-steps")
    expect(steps).to_contain_text("Invoiced")
    expect(steps).to_contain_text("Paid")
    expect(client.locator("main")).to_contain_text("180.00")


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_of_the_client_scrolls_sideways(people, client, order, width):
    page = people(CODE, PASSWORD, viewport={"width": width, "height": 900})
    for path in (
        "/my",
        "/my/print/order",
        "/my/print/order/ctp_plates",
        "/my/print/order/wide_format",
        "/my/print/basket",
        "/my/print/orders",
        order["url"],
        "/my/print/files",
    ):
        page.goto(path)
        wide = page.evaluate(
            "(root => root.scrollWidth - root.clientWidth)(document.documentElement)"
        )
        assert wide <= 0, f"{path} is {wide} px wider than {width}"
