"""Packing an order: flat memory at any size, and the speed of a plain copy.

``ARCHIVE_GIB`` sets the size of what is packed, of sparse files: 10 is what the shop
promises, less is quicker. The baseline is Python's own copy of the same bytes to the
same disk, in the same minute, so that a busy machine slows down both.
"""

import json
import os
import resource
import shutil
import subprocess
import sys
import time
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "addons" / "print_prepress"))

from prepress.archive import Entry, room_for, write  # noqa: E402

GIB, MIB = 1 << 30, 1 << 20
ARCHIVE_GIB = int(os.environ.get("ARCHIVE_GIB") or 1)
GROWTH_MIB = 50
SLOWER_AT_MOST = 3  # than a copy: each byte is summed, too
WHEN = datetime(2026, 11, 26, 9, 30)


class Holes:
    """A file in which zeros take no room, so that a test of 10 GiB fits anywhere."""

    def __init__(self, file):
        self._file = file

    def write(self, data):
        if len(data) == MIB and not any(memoryview(data)[::4096]):
            self._file.seek(len(data), os.SEEK_CUR)
            return len(data)
        return self._file.write(data)

    def __getattr__(self, name):
        return getattr(self._file, name)


def sparse(path, size):
    with path.open("wb") as file:
        file.truncate(size)
    return Entry(f"print/{path.name}", path, size, None, WHEN)


def pack(path, entries, holes=False):
    """Return seconds, and the growth of the memory in MiB."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.monotonic()
    with path.open("xb") as file:
        write(Holes(file) if holes else file, entries)
    seconds = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return seconds, (after - before) / 1024


def read_by_unzip(path):
    if not shutil.which("unzip"):
        pytest.skip("unzip is not installed")
    answer = subprocess.run(["unzip", "-tqq", str(path)], capture_output=True)
    assert answer.returncode == 0, answer.stdout[-500:]


@pytest.mark.beside
def test_memory_stays_flat_at_the_size_that_is_promised(tmp_path):
    """Files of more than 4 GiB among them where the size allows it."""
    half = ARCHIVE_GIB * GIB // 2
    entries = [sparse(tmp_path / f"{number}.tif", half) for number in (1, 2)]
    entries.append(Entry.of_bytes("print/after.pdf", b"%PDF", WHEN))
    path = tmp_path / "order.zip"
    seconds, growth = pack(path, entries, holes=True)
    figures = {
        "gib": ARCHIVE_GIB,
        "seconds": round(seconds, 1),
        "mib_s": round(ARCHIVE_GIB * 1024 / seconds),
        "growth_mib": round(growth, 1),
    }
    print(json.dumps(figures))
    assert path.stat().st_size <= room_for(entries)
    assert growth <= GROWTH_MIB
    with zipfile.ZipFile(path) as archive:
        assert archive.getinfo("print/2.tif").file_size == half
        assert archive.read("print/after.pdf") == b"%PDF"
    read_by_unzip(path)


@pytest.mark.beside
def test_a_file_longer_than_thirty_two_bits_say(tmp_path):
    entries = [
        sparse(tmp_path / "huge.tif", 4 * GIB + 3),
        Entry.of_bytes("after.pdf", b"%PDF", WHEN),
    ]
    path = tmp_path / "order.zip"
    pack(path, entries, holes=True)
    with zipfile.ZipFile(path) as archive:
        assert archive.getinfo("print/huge.tif").file_size == 4 * GIB + 3
        assert archive.read("after.pdf") == b"%PDF"
    read_by_unzip(path)


def test_it_is_not_much_slower_than_a_copy(tmp_path):
    source = tmp_path / "cover.tif"
    source.write_bytes(os.urandom(256 * MIB))
    size = source.stat().st_size
    rounds = []
    for number in range(3):
        began = time.monotonic()
        with source.open("rb") as old, (tmp_path / f"{number}.tif").open("xb") as new:
            shutil.copyfileobj(old, new, MIB)
        copied = time.monotonic() - began
        entry = Entry("print/cover.tif", source, size, None, WHEN)
        packed, _growth = pack(tmp_path / f"{number}.zip", [entry])
        rounds.append(packed / copied)
        print(f"copy {copied:.2f} s, archive {packed:.2f} s")
    assert min(rounds) <= SLOWER_AT_MOST
