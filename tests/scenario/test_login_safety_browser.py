"""A client logs in with a second factor and with a passkey; guessers get nowhere."""

import base64
import hashlib
import hmac
import re
import struct
import time

import pytest
from conftest import DEMO_PASSWORD
from hands import click, open_ready
from visitor import Visitor

PASSKEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
STEP_S = 30


def _code(secret, when):
    """Return the six digits of RFC 6238 that an app shows at a time."""
    key = base64.b32decode(secret.replace(" ", ""))
    counter = struct.pack(">Q", int(when / STEP_S))
    digest = hmac.new(key, counter, hashlib.sha1).digest()
    offset = digest[-1] & 15
    number = struct.unpack(">I", digest[offset : offset + 4])[0] & 0x7FFFFFFF
    return f"{number % 10**6:06}"


@pytest.fixture
def home(shop):
    """Return the shop's address by a name: there are no passkeys for bare numbers."""
    url = shop.url.replace("127.0.0.1", "localhost")
    admin = Visitor(shop.url)
    assert admin.log_in("admin", "admin")
    settings = ("web.base.url", "web.base.url.freeze")
    before = {
        name: admin.call("ir.config_parameter", "get_param", name) for name in settings
    }
    for name, value in zip(settings, (url, "True"), strict=True):
        admin.call("ir.config_parameter", "set_param", name, value)
    yield url
    for name, value in before.items():
        admin.call("ir.config_parameter", "set_param", name, value)


@pytest.fixture
def visit(browser, home):
    """Return a page for a client who comes by the shop's name."""
    context = browser.new_context(base_url=home, locale="bg-BG")
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    yield page
    context.close()


def _log_in(page, login):
    page.goto("/web/session/logout?redirect=/web/login")
    page.fill("input[name=login]", login)
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.click("form.oe_login_form button[type=submit]")


def _confirm(page, field):
    """Give the password if the page asks for it, until the dialog has ``field``."""
    password = page.locator(".modal input[name=password]:visible")
    password.or_(page.locator(field)).first.wait_for()
    if password.is_visible():
        password.fill(DEMO_PASSWORD)
        click(page.locator(".modal .btn-primary"))
    page.wait_for_selector(field)


def _switch_on(page):
    """Switch the second factor on; return its secret."""
    open_ready(page, "/my/security")
    click(page.locator("#auth_totp_portal_enable"))
    _confirm(page, ".modal input[name=code]")
    secret = page.inner_text("span[name=secret]")
    page.fill(".modal input[name=code]", _code(secret, time.time()))
    click(page.locator(".modal footer .btn-primary"))
    page.wait_for_selector("#auth_totp_portal_disable")
    return secret


def _add_passkey(page):
    """Keep a passkey in a device of the browser's own."""
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": PASSKEY})
    open_ready(page, "/my/security")
    click(page.locator("#portal_passkey_add"))
    _confirm(page, ".modal input[name=keyname]")
    page.fill(".modal input[name=keyname]", "Phone")
    click(page.locator(".modal footer .btn-primary"))
    page.wait_for_selector(".o_passkey_name")


def test_second_factor_passkey_and_the_help_of_the_shop(visit, shop):
    page, login = visit, "reklama"
    _log_in(page, login)
    page.wait_for_url(re.compile("/my"))
    secret = _switch_on(page)

    _log_in(page, login)
    page.wait_for_url("**/web/login/totp*")
    page.fill("#totp_token", "000000")
    page.click(".oe_login_buttons button")
    page.wait_for_selector(".alert-danger")
    assert page.goto("/my").url.endswith("/web/login?redirect=%2Fmy%3F")

    _log_in(page, login)
    page.wait_for_url("**/web/login/totp*")
    # The code of now is used up: that of the next half minute is good too.
    page.fill("#totp_token", _code(secret, time.time() + STEP_S))
    page.click(".oe_login_buttons button")
    page.wait_for_url(re.compile("/my"))

    _add_passkey(page)

    open_ready(page, "/web/session/logout?redirect=/web/login")
    click(page.locator(".passkey_login_link"))
    page.wait_for_url(re.compile("/my"))

    coordinator = Visitor(shop.url)
    assert coordinator.log_in("coordinator", DEMO_PASSWORD)
    [account] = coordinator.call("res.users", "search", [["login", "=", login]])
    asked = coordinator.call("res.users", "action_reset_print_factors", [account])
    assert asked["res_model"] == "res.users.identitycheck"
    coordinator.call(
        "res.users.identitycheck",
        "run_check",
        [asked["res_id"]],
        context={"password": DEMO_PASSWORD},
    )
    page.goto("/my")
    page.wait_for_url("**/web/login*")
    _log_in(page, login)
    page.wait_for_url(re.compile("/my"))


def test_a_guesser_is_stopped_at_every_door_by_what_he_did_at_another(shop):
    login = "trame"
    address = f"{shop.url}/jsonrpc"

    def ask_by_rpc(password):
        args = [shop.database, login, password, {}]
        call = {"service": "common", "method": "authenticate", "args": args}
        answer = guesser.session.post(address, json={"params": call}, timeout=60)
        return answer.json()["result"]

    guesser = Visitor(shop.url)
    assert not guesser.log_in(login, "wrong")
    for _time in range(4):
        assert ask_by_rpc("wrong") is False
    # The fifth was one too many, wherever: the right password waits.
    assert ask_by_rpc(DEMO_PASSWORD) is False
    assert not guesser.log_in(login, DEMO_PASSWORD)
    page = guesser.post("/web/login", {"login": login, "password": DEMO_PASSWORD})
    assert "Time to wait" in page.text
    assert guesser.log_in("hillside", DEMO_PASSWORD)


def _log_in_by_number(page):
    page.goto("/web/session/logout?redirect=/dealer/login")
    page.fill("input[name=client_number]", "1001")
    page.fill("input[name=login]", "sklad")
    page.fill("input[name=password]", DEMO_PASSWORD)
    page.press("input[name=password]", "Enter")


def test_second_factor_and_passkey_at_the_door_of_dealers(visit):
    page = visit
    _log_in_by_number(page)
    page.wait_for_url(re.compile("/dealer$"))
    secret = _switch_on(page)

    _log_in_by_number(page)
    page.wait_for_url("**/web/login/totp*")
    page.fill("#totp_token", _code(secret, time.time() + STEP_S))
    page.click(".oe_login_buttons button")
    page.wait_for_url(re.compile("/dealer$"))

    _add_passkey(page)
    open_ready(page, "/web/session/logout?redirect=/dealer/login")
    click(page.locator(".passkey_login_link"))
    page.wait_for_url(re.compile("/dealer$"))
