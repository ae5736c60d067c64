"""A large file on its way, while everything around it breaks."""

import re
import signal
import socket
import subprocess
import time
from hashlib import sha256

import pytest
import requests
from playwright.sync_api import expect

PASSWORD = "print-demo-1"
READY_S = 120
SIZE = 24 << 20  # bytes
SPEED = 2 << 20  # bytes a second, so that there is time to break something
FAST = -1
SOME = re.compile(r"^([2-9]|1\d)[.]\d MB of")


class Server:
    """A server of the shop, to be killed and started again at the same address."""

    def __init__(self, shop, log):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._argv = [*shop.odoo, "server", "-d", shop.database, "--max-cron-threads=0"]
        self._log = log
        self._process = None

    def start(self):
        with self._log.open("a") as log:
            self._process = subprocess.Popen(
                [*self._argv, f"--http-port={self.port}"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        end = time.monotonic() + READY_S
        while time.monotonic() < end:
            assert self._process.poll() is None, self._log.read_text()[-2000:]
            try:
                if requests.get(f"{self.url}/web/login", timeout=60).ok:
                    return
            except requests.ConnectionError:
                time.sleep(0.5)
        pytest.fail(self._log.read_text()[-2000:])

    def kill(self):
        """End the server as a power cut does."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait(30)


@pytest.fixture(scope="module")
def server(shop, tmp_path_factory):
    server = Server(shop, tmp_path_factory.mktemp("server") / "server.log")
    server.start()
    yield server
    server.kill()


@pytest.fixture
def page(browser, server):
    """Return the page of files of a client."""
    context = browser.new_context(base_url=server.url, locale="en-US")
    context.set_default_timeout(60_000)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())  # of leaving the page
    page.goto("/web/login")
    page.fill("input[name=login]", "hillside")
    page.fill("input[name=password]", PASSWORD)
    page.click("form.oe_login_form button[type=submit]")
    page.wait_for_url(re.compile(r"/(my|odoo)"))
    open_files(page)
    yield page
    context.close()


@pytest.fixture
def big(tmp_path, request):
    """Return the path of a file whose every mebibyte is another one."""
    path = tmp_path / f"{request.node.name}.tif"
    with path.open("wb") as file:
        for number in range(SIZE >> 20):
            file.write(bytes([number]) * (1 << 20))
    return path


def open_files(page):
    page.goto("/my/print/files")
    expect(page.locator(".pr-drop-choose")).to_be_visible()


@pytest.fixture
def line(page):
    """Return what gives the page another line, in bytes a second; 0 takes it away."""
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")

    def change(speed):
        conditions = {"latency": 5, "downloadThroughput": -1, "offline": not speed}
        conditions["uploadThroughput"] = speed
        session.send("Network.emulateNetworkConditions", conditions)

    change(SPEED)
    return change


def choose(page, path):
    page.set_input_files(".pr-drop input[name=file]", path)


def row(page, path):
    return page.locator(".pr-uploads .pr-f", has_text=path.name)


def state(page, path):
    return row(page, path).locator(".pr-upload-state")


def check_arrived(page, path, line):
    line(FAST)
    link = page.locator("#pr_files a.pr-file-name", has_text=path.name)
    expect(link).to_be_visible(timeout=120_000)
    expect(row(page, path)).to_have_count(0)
    back = page.request.get(link.get_attribute("href")).body()
    assert sha256(back).digest() == sha256(path.read_bytes()).digest()


def test_a_killed_server_costs_nothing(page, server, line, big):
    choose(page, big)
    expect(state(page, big)).to_have_text(SOME)
    server.kill()
    expect(state(page, big)).to_contain_text("Connection lost at")
    server.start()
    check_arrived(page, big, line)


def test_a_lost_line_costs_nothing(page, line, big):
    choose(page, big)
    expect(state(page, big)).to_have_text(SOME)
    line(0)
    expect(state(page, big)).to_contain_text("It resumes by itself")
    check_arrived(page, big, line)


def test_after_a_reload_the_same_file_goes_on(page, line, big):
    choose(page, big)
    expect(state(page, big)).to_have_text(SOME)
    open_files(page)
    expect(state(page, big)).to_contain_text("Choose the same file")
    with page.expect_file_chooser() as chooser:
        row(page, big).get_by_role("button", name="Choose the file").click()
    with page.expect_request(lambda request: request.method == "PATCH") as piece:
        chooser.value.set_files(big)
    assert int(piece.value.headers["upload-offset"]) >= 1 << 20
    check_arrived(page, big, line)


def test_the_keyboard_is_enough(page, line, big):
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose files").press("Enter")
    chooser.value.set_files(big)
    expect(state(page, big)).to_have_text(SOME)
    line(SPEED // 16)  # whoever looks for the button by keys takes his time
    press_until_focused(page, "Pause")
    page.keyboard.press("Enter")
    expect(state(page, big)).to_contain_text("Paused")
    expect(row(page, big).get_by_role("button", name="Continue")).to_be_focused()
    page.keyboard.press("Enter")
    expect(state(page, big)).not_to_contain_text("Paused")
    press_until_focused(page, "Cancel")
    page.keyboard.press("Enter")
    expect(row(page, big)).to_have_count(0)
    # Who cancels with the keyboard is not thrown back to the top of the page.
    expect(page.get_by_role("button", name="Choose files")).to_be_focused()


def press_until_focused(page, name, limit=12):
    for _turn in range(limit):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    pytest.fail(f"The keyboard does not reach {name}")
