"""Servers to measure: ``./shop test bench`` gives them a copy of the demo shop.

Those of dealers get another shop, beside Odoo's own: see ``shops``.
"""

import configparser
import json
import os
import signal
import socket
import subprocess
import time
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from shop import odoo
from shop.databases import Databases
from shop.state import State
from shop_sizes import SIZES, chosen
from shops import Shops

HOST = "127.0.0.1"
START_S = 120
BENCH = Path(__file__).parent
OURS = ["print_dealer_portal"]  # measured beside website_sale


def pytest_collection_modifyitems(items):
    """Who measures time wants quiet: that comes after all that runs side by side."""
    for item in items:
        if BENCH in item.path.parents and not item.get_closest_marker("beside"):
            item.add_marker(pytest.mark.quiet)


@dataclass
class Server:
    """A server of the demo shop that a test may measure and kill.

    :param url: without a slash at the end
    :param files: root of its client files
    :param log: what it says, one line for each request among it
    """

    url: str
    files: Path
    process: subprocess.Popen
    log: Path

    def kill(self):
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()


@pytest.fixture
def start(tmp_path):
    """Return what starts a server; those that still run end with the test."""
    _check_shop()
    servers = []

    def start():
        log = tmp_path / f"server-{len(servers)}.log"
        servers.append(_start(os.environ["SHOP_DATABASE"], log))
        _wait_for(servers[-1])
        return servers[-1]

    yield start
    _end(servers)


@pytest.fixture(scope="session")
def templates():
    """Return Odoo, its databases and the templates of both shops."""
    _check_shop()
    with odoo.ready(State(), "test") as ready:
        databases = Databases(ready)
        shop = databases.shop(BENCH / "shop_data.py", SIZES[chosen()])
        both = databases.both(shop, OURS, BENCH / "dealer_data.py")
        yield ready, databases, shop, both


@pytest.fixture(scope="session")
def shops(templates, tmp_path_factory):
    """Return ``Shops``: Odoo's own and ours, on the same data, and what asks them."""
    logs = tmp_path_factory.mktemp("shops")
    ready, databases, shop, both = templates
    names = [
        databases.copy(template, f"bench_{template_name}")
        for template_name, template in (("theirs", shop), ("ours", both))
    ]
    servers = []

    def start(name):
        """Start a server that tells what each answer cost; wait for it."""
        log = logs / f"{name}-{len(servers)}.log"
        servers.append(_start(name, log, *_probe_options()))
        _wait_for(servers[-1])
        return servers[-1]

    yield Shops(ready, *names, start)
    _end(servers)
    for name in names:
        databases.drop(name)


def _check_shop():
    if "SHOP_ODOO" not in os.environ:
        pytest.skip("Run ./shop test bench: it makes the shop to measure.")


def _probe_options():
    """Return the options by which Odoo finds and loads the probe."""
    config = configparser.ConfigParser()
    config.read(os.environ["ODOO_RC"])
    folders = f"{config['options']['addons_path']},{BENCH / 'probe'}"
    wide = f"{config['options']['server_wide_modules']},print_probe"
    return f"--addons-path={folders}", f"--load={wide}"


def _start(database, log, *options):
    """Start a server of ``database`` without waiting for it."""
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    argv = json.loads(os.environ["SHOP_ODOO"])
    argv += ["server", "-d", database, f"--http-port={port}", *options]
    argv += ["--max-cron-threads=0"]
    with log.open("w") as file:
        process = subprocess.Popen(argv, stdout=file, stderr=subprocess.STDOUT)
    files = Path(os.environ["SHOP_DATA"]) / "print_files" / database
    return Server(f"http://{HOST}:{port}", files, process, log)


def _end(servers):
    for server in servers:
        server.process.terminate()
        server.process.wait()


def _wait_for(server):
    ends = time.monotonic() + START_S
    while time.monotonic() < ends and server.process.poll() is None:
        try:
            urllib.request.urlopen(f"{server.url}/web/login", timeout=START_S).close()
            return
        except OSError:
            time.sleep(0.2)
    pytest.fail(f"The server did not start:\n{server.log.read_text()[-2000:]}")
