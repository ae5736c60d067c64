"""What it costs to receive a file by FTP: our server beside vsftpd, in one run.

    python tests/bench/ftp.py FOLDER --mib 1024 --rounds 3

``FOLDER`` lies on the disk to measure; vsftpd is installed and may be run. CPU is that
of the server's processes. vsftpd answers before the bytes are on disk: ``sync -f`` is
counted with its time.
"""

import argparse
import ftplib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
MIB = 1 << 20
PIECE = MIB // 4
START_S = 30
CONFIG = """
listen=YES
listen_port={port}
listen_address=127.0.0.1
anonymous_enable=YES
no_anon_password=YES
anon_root={root}
anon_upload_enable=YES
write_enable=YES
local_enable=NO
background=NO
"""


@dataclass
class Cost:
    """Seconds: of the server's processors, and on the clock until it is on disk."""

    cpu: float
    wall: float


class Zeros:
    """A file of so many zeros that is never in memory."""

    def __init__(self, size):
        self._left = size
        self._piece = bytes(PIECE)

    def read(self, count):
        count = min(count, self._left, PIECE)
        self._left -= count
        return self._piece[:count]


def cpu(pid):
    """Return the seconds that a process and its children have had of processors."""
    total = 0
    for each in (pid, *children(pid)):
        try:
            stat = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        except FileNotFoundError:
            continue
        total += sum(map(int, stat[11:15]))
    return total / os.sysconf("SC_CLK_TCK")


def children(pid):
    path = Path(f"/proc/{pid}/task/{pid}/children")
    for child in map(int, path.read_text().split()):
        yield child
        yield from children(child)


def memory_kib(pid):
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.partition("VmRSS:")[2].split()[0])


@contextmanager
def ours(folder):
    """Run our server; yield its process and its address."""
    words = [sys.executable, ROOT / "tests/ftpd/serve.py", folder / "ours"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as server:
        try:
            yield server, ("127.0.0.1", int(server.stdout.readline()))
        finally:
            server.kill()


def free_address():
    """Return an address that nobody listens on, chosen by the system."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()


def wait_for_server(server, address):
    """Return when ``server`` takes connections."""
    ends = time.monotonic() + START_S
    while server.poll() is None and time.monotonic() < ends:
        with suppress(ConnectionError):
            return socket.create_connection(address).close()
        time.sleep(0.05)
    raise RuntimeError(f"{server.args[0]} does not start on port {address[1]}")


@contextmanager
def vsftpd(folder):
    """Run vsftpd; yield its process and its address."""
    root = folder / "vsftpd"
    (root / "in").mkdir(parents=True)
    (root / "in").chmod(0o777)
    config = folder / "vsftpd.conf"
    address = free_address()
    config.write_text(CONFIG.format(port=address[1], root=root))
    with subprocess.Popen(["vsftpd", config]) as server:
        try:
            wait_for_server(server, address)
            yield server, address
        finally:
            server.kill()


@contextmanager
def session(address, login="anonymous", folder="/"):
    with ftplib.FTP(timeout=600) as ftp:
        ftp.connect(*address)
        ftp.login(login, "print-demo-1")
        ftp.cwd(folder)
        ftp.voidcmd("TYPE I")
        yield ftp


def send(server, ftp, name, size, sync=None):
    """Send a file of zeros; return its :class:`Cost`."""
    spent, begun = cpu(server.pid), time.monotonic()
    ftp.storbinary(f"STOR {name}", Zeros(size), blocksize=PIECE)
    if sync:
        subprocess.run(["sync", "-f", sync], check=True)
    wall = time.monotonic() - begun
    return Cost(cpu(server.pid) - spent, wall)


def compare(folder, size, rounds):
    """Return the costs of both servers, round by round, as pairs."""
    found = []
    with ours(folder) as (mine, here), vsftpd(folder) as (theirs, there):
        for number in range(rounds):
            with session(here, "hillside") as ftp:
                first = send(mine, ftp, f"{number}.bin", size)
            with session(there, folder="/in") as ftp:
                second = send(theirs, ftp, f"{number}.bin", size, folder)
            found.append((first, second))
            for path in folder.rglob("*.bin"):
                path.unlink()
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mib", type=int, default=1024)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    folder = Path(tempfile.mkdtemp(dir=options.folder))
    folder.chmod(0o755)
    try:
        for pair in compare(folder, options.mib * MIB, options.rounds):
            print("ours {0.cpu:.2f} s cpu, {0.wall:.2f} s | vsftpd {1.cpu:.2f} s cpu,"
                  " {1.wall:.2f} s".format(*pair))  # fmt: skip
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
