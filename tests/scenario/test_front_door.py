"""The shop opens: the one scenario that needs nothing but the server."""

import time

from letters import PATIENCE_S


def test_the_admin_logs_in_through_the_form(shop, page):
    page.goto("/web/login")
    page.fill("input[name=login]", "admin")
    page.fill("input[name=password]", "admin")
    page.click("button[type=submit]")
    page.wait_for_url("**/odoo**")
    page.wait_for_selector(".o_main_navbar")


def test_a_wrong_password_is_told_and_the_login_kept(shop, page):
    page.goto("/web/login")
    page.fill("input[name=login]", "admin")
    page.fill("input[name=password]", "not the password")
    page.click("button[type=submit]")
    page.wait_for_selector(".alert-danger")
    assert page.input_value("input[name=login]") == "admin"


def test_a_forgotten_password_is_mailed(shop, page):
    page.goto("/web/reset_password")
    page.fill("input[name=typed]", "admin")
    page.click("main button[type=submit]")
    page.wait_for_url("**/print/activate/sent")
    # The answer is there at once; the scheduler writes the letter.
    until = time.monotonic() + PATIENCE_S
    while not any("reset_password" in path.read_text() for path in _letters(shop)):
        assert time.monotonic() < until, "no letter"
        time.sleep(0.5)


def _letters(shop):
    return shop.mails.glob("*.eml")
