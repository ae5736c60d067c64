"""Whatever breaks a transfer, a file is settled only with every byte that was meant.

Each run picks a command, a break and an offset by its seed; ``FTP_RUNS`` sets how many,
``FTP_SEED`` the first one, which is printed.
"""

import ftplib
import hashlib
import io
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress

import pytest
from conftest import connect, reset

RUNS = int(os.environ.get("FTP_RUNS", 60))
SEED = int(os.environ.get("FTP_SEED", random.randrange(1 << 30)))
SIZE = 400_000
CLIENT = """
import ftplib, sys, time
host, port, command, rest, begin, path, stop = sys.argv[1:]
ftp = ftplib.FTP(); ftp.connect(host, int(port)); ftp.login("hillside", "print-demo-1")
ftp.voidcmd("TYPE I")
data = ftp.transfercmd(command, int(rest) or None)
with open(path, "rb") as file:
    file.seek(int(begin)); data.sendall(file.read(int(stop)))
print("sent", flush=True)
time.sleep(60)
"""


class Break:
    """One interrupted transfer of ``content[begin:]`` under ``name``."""

    def __init__(self, address, command, begin, content, stop, tmp_path):
        self.address, self.command, self.begin = address, command, begin
        self.content, self.stop, self.tmp_path = content, stop, tmp_path

    def open(self):
        self.ftp = connect(self.address)
        rest = self.begin if self.command.startswith("STOR") else None
        self.data = self.ftp.transfercmd(self.command, rest or None)
        self.data.sendall(self.content[self.begin : self.begin + self.stop])

    def by_reset(self):
        self.open()
        reset(self.data)
        with suppress(*ftplib.all_errors):
            self.ftp.voidresp()
        self.ftp.close()

    def by_control_drop(self):
        self.open()
        self.ftp.file.close()  # it keeps the socket open
        reset(self.ftp.sock)
        self.data.close()

    def by_both_closed(self):
        """As the kernel does it for a program that was killed: in order of opening."""
        self.open()
        self.ftp.sock.close()
        self.ftp.file.close()
        self.data.close()

    def by_abort(self):
        self.open()
        with suppress(*ftplib.all_errors):
            self.ftp.abort()
        self.data.close()
        self.ftp.close()

    def by_kill(self):
        path = self.tmp_path / "content"
        path.write_bytes(self.content)
        host, port = self.address
        rest = self.begin if self.command.startswith("STOR") else 0
        words = [host, port, self.command, rest, self.begin, path, self.stop]
        client = [sys.executable, "-c", CLIENT, *map(str, words)]
        with subprocess.Popen(client, stdout=subprocess.PIPE) as child:
            child.stdout.readline()
            child.send_signal(signal.SIGKILL)


WAYS = ("by_reset", "by_control_drop", "by_both_closed", "by_abort", "by_kill")


@pytest.fixture
def address(serve):
    return serve(idle_s=30, stalled_s=5, sessions_of_address=500)


def test_no_break_makes_a_file_of_a_part(address, store, gate, tmp_path):
    print(f"seed {SEED}, {RUNS} runs")
    suspects = 0
    for run in range(RUNS):
        chance = random.Random(SEED + run)
        name = f"run{run}.pdf"
        content = chance.randbytes(SIZE)
        way = "by_kill" if run % 20 == 0 else chance.choice(WAYS[:-1])
        begin, command = 0, f"STOR {name}"
        if (kind := chance.choice(("STOR", "APPE", "REST"))) != "STOR":
            begin = chance.randrange(1, SIZE // 2)
            first = Break(address, command, 0, content, begin, tmp_path)
            first.by_reset()
            begin = settle_size(address, name)
            if kind == "APPE" or not begin:
                command = f"APPE {name}"
        stop = chance.randrange(1, SIZE - begin)
        broken = Break(address, command, begin, content, stop, tmp_path)
        getattr(broken, way)()
        what = f"seed {SEED + run}: {kind} {way} {begin}+{stop}"
        assert not is_settled(gate, name), what
        begin = settle_size(address, name)
        path = store.root / "clients/7" / name
        if path.exists():  # the client died in the moment of the answer
            suspects += 1
            wait_for_state(gate, name, "suspect", what)
        ftp = connect(address)
        rest = begin or None
        ftp.storbinary(f"STOR {name}", io.BytesIO(content[begin:]), rest=rest)
        ftp.quit()
        assert digest(path.read_bytes()) == digest(content), what
        wait_for_state(gate, name, "settled", what)
    print(f"{suspects} suspect")
    assert suspects <= RUNS / 20


def is_settled(gate, name):
    stored = gate.files.get(f"clients/7/{name}")
    return bool(stored) and stored[1] == "settled"


def settle_size(address, name):
    """Return the bytes that are here, once the server has noticed the break."""
    seen = None
    with connect(address) as ftp:
        for _try in range(100):
            try:
                size = ftp.size(name)
            except ftplib.error_perm:
                size = 0
            if size == seen:
                return size
            seen = size
            time.sleep(0.03)
    raise AssertionError("it still grows")


def wait_for_state(gate, name, state, what):
    ends = time.monotonic() + 10
    while gate.files.get(f"clients/7/{name}", (None, None))[1] != state:
        assert time.monotonic() < ends, what
        time.sleep(0.01)


def digest(data):
    return hashlib.sha256(data).hexdigest()
