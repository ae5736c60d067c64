"""Servers to measure: ``./shop test bench`` gives them a copy of the demo shop."""

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

HOST = "127.0.0.1"
START_S = 120


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
    if "SHOP_ODOO" not in os.environ:
        pytest.skip("Run ./shop test bench: it makes the shop to measure.")
    database, data = os.environ["SHOP_DATABASE"], Path(os.environ["SHOP_DATA"])
    servers = []

    def start():
        with closing(socket.socket()) as probe:
            probe.bind((HOST, 0))
            port = probe.getsockname()[1]
        argv = json.loads(os.environ["SHOP_ODOO"])
        argv += ["server", "-d", database, f"--http-port={port}"]
        argv += ["--max-cron-threads=0"]
        with (tmp_path / f"server-{len(servers)}.log").open("w") as log:
            process = subprocess.Popen(argv, stdout=log, stderr=subprocess.STDOUT)
        server = Server(
            f"http://{HOST}:{port}",
            data / "print_files" / database,
            process,
            Path(log.name),
        )
        servers.append(server)
        _wait_for(server)
        return server

    yield start
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
