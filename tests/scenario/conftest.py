"""Stories told to a running server: ``./shop test scenario`` starts it.

It works on a copy of the demo shop of its own, with its cron jobs on. The variables
PGHOST, PGUSER... lead to its database for whoever looks there.
"""

import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

# What a page shows may wait for the slowest machine; a failure only takes longer.
expect.set_options(timeout=30_000)

DEMO_PASSWORD = "print-demo-1"  # of everybody but admin

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@dataclass(frozen=True)
class Shop:
    """The shop that the tests visit.

    :param url: without a slash at the end
    :param database: its name
    :param data: Odoo's data folder
    :param mails: the folder that every mail it sends ends in, one .eml file each
    :param node: the folder of node's packages
    :param odoo: the command that runs Odoo, to start another server of the same shop
    """

    url: str
    database: str
    data: Path
    mails: Path
    node: Path
    odoo: list


@pytest.fixture(scope="session")
def shop():
    if "SHOP_URL" not in os.environ:
        pytest.skip("Run ./shop test scenario: it starts the server.")
    return Shop(
        os.environ["SHOP_URL"],
        os.environ["SHOP_DATABASE"],
        Path(os.environ["SHOP_DATA"]),
        Path(os.environ["SHOP_MAILS"]),
        Path(os.environ["SHOP_NODE"]),
        json.loads(os.environ["SHOP_ODOO"]),
    )


@pytest.fixture(scope="session")
def browser(program):
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program(*BROWSERS),
            args=["--no-sandbox", "--disable-dev-shm-usage"],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(shop, browser):
    """Return an empty page of a visitor nobody knows yet."""
    context = browser.new_context(base_url=shop.url, locale="en-US")
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def people(shop, browser):
    """Return a function that opens a page for a person, logged in through the form."""
    contexts = []

    def enter(login=None, password=DEMO_PASSWORD, **options):
        context = browser.new_context(base_url=shop.url, locale="en-US", **options)
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"{login}: {error}"))
        if login:
            page.goto("/web/login")
            page.fill("input[name=login]", login)
            page.fill("input[name=password]", password)
            page.click("form.oe_login_form button[type=submit]")
            page.wait_for_url(re.compile(r"/(my|odoo)"))
        return page

    yield enter
    for context in contexts:
        context.close()
