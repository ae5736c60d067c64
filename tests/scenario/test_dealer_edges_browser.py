"""What goes wrong under a dealer's hands: two clicks, a lost line, a session at end."""

import re
import time

import pytest
from hands import click, open_ready
from playwright.sync_api import expect

GOODS = "**/dealer/basket/goods"


def log_in(page):
    page.fill("input[name=client_number]", "1001")
    page.fill("input[name=login]", "maria")
    page.fill("input[name=password]", "print-demo-1")
    page.press("input[name=password]", "Enter")


@pytest.fixture
def dealer(page):
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto("/dealer/login")
    log_in(page)
    page.wait_for_url(lambda url: "login" not in url)
    return page


def open_goods(page):
    """Return the boxes of quantities of the list of goods, scripts ready."""
    page.goto("/dealer/products")
    expect(page.locator("[data-plain]")).to_be_hidden()
    return page.locator("[data-product]")


def read(box):
    return box.locator("input").input_value()


def press(box):
    """Take one more; return what stands in the box then."""
    before = read(box)
    click(box.locator("[data-step='1']"))
    assert read(box) != before
    return read(box)


def end_session(page):
    """By the server: a page that still loads would bring a mere cookie back."""
    page.context.request.get("/web/session/logout", max_redirects=0)
    page.context.clear_cookies(name="session_id")


def log_in_on_the_spot(page):
    frame = page.locator("dialog iframe").element_handle().content_frame()
    frame.wait_for_selector("input[name=client_number]")
    log_in(frame)
    page.wait_for_selector("dialog", state="detached")


def test_what_was_clicked_last_is_in_the_basket_that_opens_next(dealer):
    taken = press(open_goods(dealer).first)
    click(dealer.locator("a[href$='/dealer/basket']").first)
    dealer.wait_for_url(re.compile("/dealer/basket"))
    assert read(open_goods(dealer).first) == taken


def test_a_click_after_the_end_of_the_session_is_saved_after_a_login(dealer):
    box = open_goods(dealer).first
    end_session(dealer)
    with dealer.expect_response(
        lambda answer: "basket/goods" in answer.url and "cells" in answer.text()
    ):
        taken = press(box)
        log_in_on_the_spot(dealer)
    assert read(box) == taken
    assert read(open_goods(dealer).first) == taken


def test_rows_of_a_quick_order_are_checked_after_a_login(dealer):
    open_ready(dealer, "/dealer/quick-order")
    end_session(dealer)
    dealer.locator("main input[name=code]").first.fill("CH-RG-20")
    dealer.locator("main input[name=quantity]").first.fill("2")
    dealer.keyboard.press("Tab")
    log_in_on_the_spot(dealer)
    expect(dealer.locator("tr[data-state=right]")).to_have_count(1)
    assert dealer.locator("main input[name=code]").first.input_value() == "CH-RG-20"


def test_what_was_clicked_without_a_line_goes_along_with_the_next_click(dealer):
    boxes = open_goods(dealer)
    dealer.route(GOODS, lambda route: route.abort())
    first = press(boxes.nth(0))
    error = dealer.locator("[data-error]:visible")
    expect(error).to_contain_text("няма връзка")
    dealer.unroute(GOODS)
    with dealer.expect_response(re.compile("basket/goods")):
        second = press(boxes.nth(1))
    expect(error).to_have_count(0)
    boxes = open_goods(dealer)
    assert (read(boxes.nth(0)), read(boxes.nth(1))) == (first, second)


def test_two_clicks_say_a_message_once(dealer):
    open_ready(dealer, "/dealer/contact")
    words = f"Is it there? {time.time()}"
    dealer.fill("textarea[name=message]", words)
    button = dealer.locator("form:has(textarea[name=message]) button[type=submit]")
    with dealer.expect_navigation():
        button.evaluate("it => { it.click(); it.click(); }")
    dealer.goto("/dealer/contact")
    expect(dealer.get_by_text(words)).to_have_count(1)


def test_a_file_waits_for_who_has_been_logged_out(dealer):
    open_ready(dealer, "/dealer/files")
    expect(dealer.locator(".pr-drop, [data-endpoint]").first).to_be_visible()
    end_session(dealer)
    name = f"late-{time.time():.0f}.pdf"
    file = {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.4 late"}
    dealer.set_input_files("input[type=file]", file)
    click(dealer.locator(".pr-retry"))
    log_in_on_the_spot(dealer)
    expect(dealer.locator("table, ul").get_by_text(name).first).to_be_visible()
