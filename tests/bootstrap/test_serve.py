"""``./shop serve`` itself: it greets, it stops, it leaves nothing behind."""

import os
import re
import signal
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest
from shop.odoo import free_port
from shop.state import ROOT, State

SECOND_S = 15


@pytest.fixture(scope="module")
def folder():
    """The state folder of this run: its demo shop is made once, for all."""
    if "SHOP_STATE" not in os.environ:
        pytest.skip("Run ./shop test bootstrap: it names the state folder.")
    return Path(os.environ["SHOP_STATE"])


@contextmanager
def serving(folder, port):
    """Run the command; yield its process and what it said when it was ready."""
    with subprocess.Popen(
        [sys.executable, ROOT / "shop", "serve", "--port", str(port)],
        env={**os.environ, "SHOP_STATE": str(folder)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    ) as command:
        said = []
        for line in command.stdout:
            said.append(line)
            if "Ctrl-C" in line:
                break
        try:
            yield command, "".join(said)
        finally:
            if command.poll() is None:
                command.send_signal(signal.SIGINT)
            command.wait(60)


def left(folder, port):
    """Return the servers that ``./shop serve`` runs in ``folder``: others have theirs.

    :param port: of its Odoo
    """
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes()
        except OSError:
            continue
        serves = b"/postgres/serve-" in command or b"port=%d\0" % port in command
        if serves and bytes(folder) in command:
            found.append(command)
    return found


def test_it_greets_and_stops_without_a_trace(folder):
    before = left(folder, port := free_port())
    with serving(folder, port) as (command, said):
        assert len(left(folder, port)) > len(before), said
        assert f"http://127.0.0.1:{port}" in said, said
        assert "admin" in said
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/web/login") as page:
            assert page.status == 200
    assert command.returncode == 128 + signal.SIGINT
    assert len(left(folder, port)) == len(before)
    if not before:
        assert not Path(f"/tmp/shop-{State(folder).tag}-serve").exists()


@pytest.mark.quiet
def test_the_second_start_takes_seconds(folder):
    if not State(folder).stamped("live-serve"):
        pytest.fail("The first start failed: there is no second one to measure.")
    started = time.monotonic()
    with serving(folder, free_port()) as (_command, said):
        assert re.search(r"ready in \d+ s", said), said
        assert time.monotonic() - started < SECOND_S


def test_a_port_in_use_is_told(folder):
    with serving(folder, port := free_port()), serving(folder, port) as (other, said):
        assert f"Port {port} cannot be used" in said
        assert other.wait(60) == 1
