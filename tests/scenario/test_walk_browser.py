"""What clients do besides the main job, with their own hands."""

import re

from hands import click, send
from playwright.sync_api import expect


def ready(page, path):
    """Open a page and wait until its scripts have taken hold of the long texts."""
    page.goto(path)
    expect(page.locator("textarea:not([maxlength])").first).to_be_attached()
    return page


def test_a_quick_order_is_mended_and_sent(people):
    page = ready(people("trame"), "/my/print/quick")
    page.fill("#comment", "500 cartes de visite, 85 × 55 mm, papier 350 g")
    page.fill("#phone", "12")
    send(page)
    error = page.locator(".pr-err", has_text=re.compile("\\+359"))
    expect(error).to_be_visible()
    expect(page.locator("#phone")).to_be_focused()
    assert page.input_value("#comment").startswith("500 cartes")
    page.fill("#phone", "+33 4 72 00 11 22")
    send(page)
    page.wait_for_url("**/my/print/orders/**")
    expect(page.locator("h1")).to_contain_text("500 cartes de visite")


def test_a_file_chosen_before_the_scripts_have_come_is_sent(people):
    page = people("hillside")
    late = []
    page.route("**/web.assets_frontend_lazy*", lambda route: late.append(route))
    page.goto("/my/print/order/ctp_plates", wait_until="commit")
    early = {"name": "Early.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    page.set_input_files("input[type=file]", early)
    while not late:  # however long the page takes to ask for them
        page.wait_for_timeout(50)
    for script in late:
        script.continue_()
    page.unroute("**/web.assets_frontend_lazy*")
    expect(page.get_by_text("Early.pdf").first).to_be_visible()
    expect(page.locator("input[name=file_ids]").first).to_be_attached()


def test_a_long_message_stays_until_it_is_short_enough(people):
    page = people("hillside")
    page.goto("/my/print/orders")
    page.locator(".pr-table a").first.click()
    page.wait_for_url("**/my/print/orders/*")
    ready(page, page.url)
    page.fill("#message", "x" * 5001)
    click(page.locator("form[action$='/message'] button"))
    expect(page.get_by_text("Message: shorten it to 5000 characters.")).to_be_visible()
    assert len(page.input_value("#message")) == 5001
    page.fill("#message", "Could the eyelets be brass?")
    send(page, "form[action$='/message'] button")
    expect(page.locator(".pr-talk")).to_contain_text("Could the eyelets be brass?")


def test_the_accountant_of_a_client_pays_all_that_is_overdue(people):
    page = people("buh.poligraf")
    page.goto("/my")
    click(page.locator("main a.btn[href='/my/print/balance']"))
    page.wait_for_url("**/my/print/balance")
    click(page.locator("form.pr-choose .btn-primary"))
    page.wait_for_url("**/my/print/invoices/pay?**")
    page.locator("input[data-provider-code=demo]").check(force=True)
    click(page.locator("button[name=o_payment_submit_button]"))
    page.wait_for_url(re.compile(r"/my/print/(balance|invoices/\d+)$"))
    page.goto("/my/print/balance")
    expect(page.locator("form.pr-choose .pr-bad")).to_have_count(0)
    page.goto("/my")
    expect(page.locator("aside .pr-err-ink")).to_have_count(0)


def test_the_login_form_is_there_without_a_script(browser, shop):
    context = browser.new_context(base_url=shop.url, java_script_enabled=False)
    page = context.new_page()
    page.goto("/web/login")
    page.fill("input[name=login]", "hillside")
    page.fill("input[name=password]", "print-demo-1")
    page.click("form.oe_login_form button[type=submit]")
    page.wait_for_url("**/my")
    context.close()


def test_an_invoice_fits_a_phone(people):
    page = people("buh.poligraf", viewport={"width": 390, "height": 900})
    page.goto("/my/print/invoices")
    page.locator("tbody th a").first.click()
    page.wait_for_url(re.compile(r"/my/print/invoices/\d+"))
    amount = page.locator(".pr-table tbody td.pr-money").last
    expect(amount).to_be_visible()
    right = amount.evaluate("cell => cell.getBoundingClientRect().right")
    assert right <= 390
