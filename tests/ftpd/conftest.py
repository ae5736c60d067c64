"""The file server is plain Python: it is imported here without Odoo."""

import sys
import threading
from pathlib import Path

import pytest

ADDONS = Path(__file__).parents[2] / "addons"
sys.path[:0] = [str(ADDONS / "print_ftp"), str(ADDONS / "print_portal")]

import filestore  # noqa: E402
from ftpd.gate import Denied, Who  # noqa: E402
from ftpd.server import Server, Settings  # noqa: E402
from ftpd.storage import Storage  # noqa: E402

PASSWORD = "print-demo-1"


class Gate:
    """Lets one client in and remembers what it is told."""

    def __init__(self):
        self.files, self.events, self.all_shelves = {}, [], {}

    def authenticate(self, login, secret, address):
        if secret != PASSWORD:
            raise Denied("Wrong login or password.")
        return Who(user=1, login=login, client=7)

    def shelves(self, who):
        return self.all_shelves

    def record(self, who, stored, state):
        self.files[stored.path] = (stored, state)

    def settle(self, who, stored, state):
        self.files[stored.path] = (stored, state)

    def delete(self, who, path):
        self.storage.remove(self.storage.home(who.client) / path.strip("/"))

    def rename(self, who, path, new):
        home = self.storage.home(who.client)
        (home / path.strip("/")).rename(home / new.strip("/"))

    def tell(self, event):
        self.events.append(event)

    def state(self, name):
        return self.files[f"clients/7/{name}"][1]


@pytest.fixture
def store(tmp_path):
    store = filestore.Store(tmp_path / "root", floor=0)
    store.prepare()
    return store


@pytest.fixture
def gate():
    return Gate()


@pytest.fixture
def serve(store, gate):
    """Return a function that starts a server and returns its address."""
    running = []

    def start(**settings):
        gate.storage = storage = Storage(filestore, store)
        server = Server(Settings(port=0, **settings), gate, storage)
        ends = threading.Event()

        def loop():
            while not ends.is_set():
                server.loop(timeout=0.05, blocking=False)
            server.close()

        thread = threading.Thread(target=loop, daemon=True)
        thread.start()
        running.append((ends, thread))
        return server.address

    yield start
    for ends, thread in running:
        ends.set()
        thread.join()
