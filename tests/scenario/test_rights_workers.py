"""Rights that are taken at one server end at once for who works at another one."""

import socket
import subprocess
import time

import pytest
import requests
from visitor import Refused, Visitor

PASSWORD = "print-demo-1"
READY_S = 120


@pytest.fixture(scope="module")
def second(shop, tmp_path_factory):
    """Return the address of another server of the same shop."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    log = tmp_path_factory.mktemp("second") / "server.log"
    argv = [*shop.odoo, "server", "-d", shop.database, f"--http-port={port}"]
    with log.open("w") as file:
        server = subprocess.Popen(
            [*argv, "--max-cron-threads=0"],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        _wait(server, url, log)
        yield url
    finally:
        server.terminate()
        server.wait(30)


def _wait(server, url, log):
    end = time.monotonic() + READY_S
    while time.monotonic() < end:
        assert server.poll() is None, log.read_text()[-2000:]
        try:
            if requests.get(f"{url}/web/login", timeout=60).ok:
                return
        except requests.ConnectionError:
            time.sleep(0.5)
    pytest.fail(log.read_text()[-2000:])


@pytest.fixture(scope="module")
def coordinator(shop):
    person = Visitor(shop.url)
    assert person.log_in("coordinator", PASSWORD)
    return person


@pytest.fixture(scope="module")
def buh(second):
    """Return the client's book-keeper, logged in at the second server."""
    person = Visitor(second)
    assert person.log_in("buh.poligraf", PASSWORD)
    return person


@pytest.fixture
def account(coordinator):
    """Return the id of the book-keeper's account; his rights are given back."""
    (found,) = coordinator.call(
        "res.users",
        "search_read",
        [("login", "=", "buh.poligraf")],
        ["see_finance", "see_colleagues", "partner_id"],
    )
    yield found
    rights = {name: found[name] for name in ("see_finance", "see_colleagues")}
    coordinator.call("res.users", "write", [found["id"]], rights)


def seen(person, model):
    """Return how many rows a person finds, none where he is refused."""
    try:
        return person.call(model, "search_count", [])
    except Refused:
        return 0


def test_money_closes_at_the_other_server(coordinator, buh, account):
    assert seen(buh, "account.move"), "a blind test: he sees no invoice to begin with"
    coordinator.call("res.users", "write", [account["id"]], {"see_finance": False})
    assert not seen(buh, "account.move")
    with pytest.raises(Refused):
        buh.call("sale.order", "search_read", [], ["amount_total"])
    coordinator.call("res.users", "write", [account["id"]], {"see_finance": True})
    assert seen(buh, "account.move")


def test_colleagues_orders_close_at_the_other_server(coordinator, buh, account):
    rights = {"see_colleagues": True}
    coordinator.call("res.users", "write", [account["id"]], rights)
    every = seen(buh, "sale.order")
    coordinator.call("res.users", "write", [account["id"]], {"see_colleagues": False})
    assert seen(buh, "sale.order") < every


def test_who_moves_to_a_branch_loses_the_head_office(coordinator, buh, account):
    (contact,) = coordinator.call(
        "res.partner", "read", [account["partner_id"][0]], ["parent_id"]
    )
    head = contact["parent_id"][0]
    branch = coordinator.call(
        "res.partner",
        "create",
        {"name": "Poligraf Plovdiv", "is_company": True, "parent_id": head},
    )
    assert seen(buh, "account.move")
    coordinator.call("res.partner", "write", [contact["id"]], {"parent_id": branch})
    try:
        rights = {"see_finance": True, "see_colleagues": True}
        coordinator.call("res.users", "write", [account["id"]], rights)
        for model in ("account.move", "sale.order", "print.job", "print.file"):
            assert not seen(buh, model), model
        assert "Poligraf Plovdiv" in buh.get("/my/print/profile").text
    finally:
        coordinator.call("res.partner", "write", [contact["id"]], {"parent_id": head})
