"""The file server is plain Python: it is imported here without Odoo."""

import asyncio
import ftplib
import socket
import struct
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

ADDONS = Path(__file__).parents[2] / "addons"
sys.path[:0] = [str(ADDONS / "print_ftp"), str(ADDONS / "print_portal")]

import asyncssh  # noqa: E402
import filestore  # noqa: E402
from ftpd import front_sftp  # noqa: E402
from ftpd.errors import Refusal  # noqa: E402
from ftpd.folder import Sight  # noqa: E402
from ftpd.gate import Away, Denied, Who  # noqa: E402
from ftpd.listener import listen  # noqa: E402
from ftpd.pool import Threads  # noqa: E402
from ftpd.server import Server, Settings  # noqa: E402
from ftpd.storage import Storage  # noqa: E402

LOGIN = "hillside"
PASSWORD = "print-demo-1"
PATIENCE_S = 30  # machines do other work, too


class Gate:
    """Lets one client in and remembers what it is told."""

    def __init__(self):
        self.files, self.events, self.seen = {}, [], Sight()
        self.is_away, self.room, self.banned = False, None, set()
        self.kept, self.spelled, self.notes = set(), {}, {}
        self.keys = set()

    def _check(self):
        if self.is_away:
            raise Away("The database does not answer.")

    def refuses(self, address):
        return address in self.banned

    def authenticate(self, login, secret, address):
        self._check()
        if secret != PASSWORD:
            raise Denied("Wrong login or password.")
        return Who(user=1, login=login, client=7, room=self.room)

    def authenticate_key(self, login, key, address):
        self._check()
        if key not in self.keys:
            raise Denied("No such key.")
        return Who(user=1, login=login, client=7, room=self.room)

    def sight(self, who):
        self._check()
        return self.seen

    def record(self, who, stored, state):
        self._check()
        self.files[stored.path] = (stored, state)
        self.notes[stored.path] = who.note

    def check_replace(self, who, path):
        self._check()
        if path in self.kept:
            raise Refusal("closed", "This file is a colleague's.")

    def delete(self, who, path):
        self._check()
        (self.storage.home(who.client) / path.strip("/")).unlink()

    def rename(self, who, path, new, sent=None):
        home = self.storage.home(who.client)
        (home / path.strip("/")).rename(home / new.strip("/"))
        self.spelled[new] = sent.raw

    def tell(self, event):
        self._check()
        self.events.append(event)

    def state(self, name):
        return self.files[f"clients/7/{name}"][1]


def connect(address):
    """Return a session of the client, for files as they are."""
    client = ftplib.FTP(timeout=PATIENCE_S)
    client.connect(*address)
    client.login(LOGIN, PASSWORD)
    client.voidcmd("TYPE I")
    return client


def reset(sock):
    """Close a connection as one that broke: the other side reads an error, no end."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


def wait_for_part(client, name, size):
    """Wait until ``size`` bytes of an unfinished file are on the server."""
    while client.size(name) < size - 1:  # the last one is asked for again
        time.sleep(0.01)


def wait_for(found):
    """Return what ``found()`` returns, as soon as there is something."""
    ends = time.monotonic() + PATIENCE_S
    while not (value := found()):
        assert time.monotonic() < ends, "did not come"
        time.sleep(0.02)
    return value


def break_off(address, name, content):
    """Leave ``content`` on the server as what came before the connection broke."""
    client = connect(address)
    data = client.transfercmd(f"STOR {name}")
    data.sendall(content)
    wait_for_part(client, name, len(content))
    reset(data)
    client.close()


@pytest.fixture
def store(tmp_path):
    store = filestore.Store(tmp_path / "root", floor=0)
    store.prepare()
    return store


@pytest.fixture
def gate():
    return Gate()


@contextmanager
def running(store, gate, **settings):
    """Serve FTP; yield the address. At the end the server ends as a process does."""
    gate.storage = storage = Storage(filestore, store)
    server = Server(Settings(port=0, **settings), gate, storage, Threads())
    ends = threading.Event()

    def loop():
        while not ends.is_set():
            server.loop(timeout=0.05, blocking=False)
        server.close()

    thread = threading.Thread(target=loop, daemon=True)
    thread.start()
    try:
        yield server.address
    finally:
        ends.set()
        thread.join()


@pytest.fixture
def serve(store, gate):
    """Return a function that starts a server and returns its address."""
    with ExitStack() as stack:
        yield lambda **settings: stack.enter_context(running(store, gate, **settings))


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    folder = tmp_path_factory.mktemp("tls")
    both = folder / "both.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-keyout", folder / "key.pem",
         "-out", folder / "cert.pem"],
        check=True, capture_output=True,
    )  # fmt: skip
    both.write_bytes(
        (folder / "cert.pem").read_bytes() + (folder / "key.pem").read_bytes()
    )
    return both


def serving_sftp(store, gate, threads, doors, **settings):
    """Return what serves SFTP in the loop that awaits it."""
    gate.storage = Storage(filestore, store)
    key = asyncssh.generate_private_key("ssh-ed25519")
    listener = listen("127.0.0.1", 0)
    return front_sftp.serve(
        listener, [key], gate, gate.storage, threads, doors, **settings
    )


@contextmanager
def running_sftp(store, gate, **settings):
    """Serve SFTP; yield the port. At the end the server ends as a process does."""
    loop, threads, doors = asyncio.new_event_loop(), Threads(), {}
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    def do(work):
        return asyncio.run_coroutine_threadsafe(work, loop).result()

    acceptor = do(serving_sftp(store, gate, threads, doors, **settings))
    try:
        yield acceptor.get_port()
    finally:
        do(front_sftp.end(acceptor, doors))
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
        threads.close()


def connect_sftp(port, password=PASSWORD, keys=None):
    return asyncssh.connect(
        "127.0.0.1",
        port,
        username=LOGIN,
        password=password,
        known_hosts=None,
        client_keys=keys,
    )


@pytest.fixture
def serve_sftp(store, gate):
    """Return a function that serves SFTP and returns the port."""
    with ExitStack() as stack:
        yield lambda **more: stack.enter_context(running_sftp(store, gate, **more))


@pytest.fixture
def sftp(serve_sftp):
    """Serve SFTP; return the port."""
    return serve_sftp()
