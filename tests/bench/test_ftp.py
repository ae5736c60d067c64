"""The file server beside vsftpd, on one disk in one run; see ``ftp.py``."""

import os
import shutil
import time
from concurrent.futures import ThreadPoolExecutor

import ftp
import pytest

SIZE = int(os.environ.get("FTP_MIB", 256)) * ftp.MIB
SMALL = int(os.environ.get("FTP_SMALL", 2000))
GROWS_MOST = 48 << 10  # KiB of memory


@pytest.fixture
def folder(tmp_path):
    tmp_path.chmod(0o755)
    for each in tmp_path.parents:
        if each.stat().st_uid == os.getuid() and str(each).startswith("/tmp/"):
            each.chmod(0o755)
    return tmp_path


def test_a_large_file_costs_what_it_costs_vsftpd(folder):
    if not shutil.which("vsftpd"):
        if os.environ.get("CI"):
            pytest.fail("Install vsftpd.")
        pytest.skip("vsftpd is not installed")
    pairs = ftp.compare(folder, SIZE, 3)
    cpu = min(mine.cpu for mine, _ in pairs) / min(their.cpu for _, their in pairs)
    wall = min(mine.wall for mine, _ in pairs) / min(their.wall for _, their in pairs)
    print(f"cpu {cpu:.2f} x vsftpd, time {wall:.2f} x vsftpd with sync")
    # The goals are 1.1 and 1 / 0.9; the rest is for machines that do other work.
    assert cpu < 1.6
    assert wall < 2


def test_memory_does_not_grow_with_a_file(folder):
    with (
        ftp.ours(folder) as (server, address),
        ftp.session(address, "hillside") as session,
    ):
        ftp.send(server, session, "first.bin", ftp.MIB)
        before = ftp.memory_kib(server.pid)
        ftp.send(server, session, "large.bin", SIZE)
        assert ftp.memory_kib(server.pid) - before < GROWS_MOST


def test_thousands_of_small_files_cost_the_same_each(folder):
    """The last hundred of them as the first: nothing is listed to receive one."""
    spent = []
    with (
        ftp.ours(folder) as (server, address),
        ftp.session(address, "hillside") as session,
    ):
        for number in range(SMALL):
            if number % 100 == 0:
                spent.append(ftp.cpu(server.pid))
            ftp.send(server, session, f"{number}.pdf", 10_000)
        spent.append(ftp.cpu(server.pid))
    steps = [after - before for before, after in zip(spent, spent[1:], strict=False)]
    each_ms = 1000 * spent[-1] / SMALL
    print(f"{each_ms:.1f} ms of processor for a file of 10 kB")
    first, last = sum(steps[1:4]), sum(steps[-3:])
    assert last < 2 * first + 0.1


def test_a_hundred_idle_and_twenty_busy_sessions(folder):
    with ftp.ours(folder) as (server, address):
        idle = [ftp.session(address, "hillside") for _each in range(100)]
        opened = [each.__enter__() for each in idle]

        def work(number):
            with ftp.session(address, "hillside") as session:
                ftp.send(server, session, f"{number}.bin", 8 * ftp.MIB)

        with ThreadPoolExecutor(20) as pool:
            list(pool.map(work, range(20)))
        begun = time.monotonic()
        for session in opened:
            session.voidcmd("NOOP")
        print(f"{10 * (time.monotonic() - begun):.1f} ms a NOOP in 120 sessions")
        for each in idle:
            each.__exit__(None, None, None)
        names = {path.name for path in (folder / "ours/clients/7").iterdir()}
    assert len(names) == 20
