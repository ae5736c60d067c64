"""A disk that is really full, files of 12 GiB, folders of 65 536 files."""

import io
import os
import resource
import shutil
import signal
import subprocess
import sys
import textwrap
import time
import tracemalloc
from pathlib import Path

import pytest
from filestore import Known, NoSpace, Store, compare

MIB = 1 << 20
GIB = 1 << 30
FILES = 65_536


class Zeros:
    """A stream of so many bytes."""

    def __init__(self, size):
        self.left = size

    def read(self, count):
        count = min(count, self.left)
        self.left -= count
        return b"\0" * count


def in_child(work):
    """Run ``work()`` in a child process; assert that it ended well."""
    if not (pid := os.fork()):
        status = 1
        try:
            work()
            status = 0
        finally:
            os._exit(status)
    assert os.waitpid(pid, 0)[1] == 0


def test_a_file_larger_than_the_system_allows_is_refused_and_what_came_stays(store):
    upload = store.begin(size=8 * MIB)

    def send():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (3 * MIB, 3 * MIB))
        with pytest.raises(NoSpace):
            for _ in range(8):
                upload.write(b"x" * MIB)
        upload.pause()

    in_child(send)
    assert store.offset(upload.token) == 3 * MIB
    with store.resume(upload.token, 8 * MIB) as again:
        again.write(b"x" * 5 * MIB)
        stored = store.commit(again, 7, "large.tif")
    assert store.path(stored.path).read_bytes() == b"x" * 8 * MIB


FULL = textwrap.dedent(
    """
    import io, os, sys

    sys.path.insert(0, sys.argv[1])
    from filestore import NoSpace, Store

    store = Store(sys.argv[2], floor=0)
    store.prepare()
    first = store.receive(7, "first.pdf", io.BytesIO(b"1" * (2 << 20)))
    try:
        store.receive(7, "second.pdf", io.BytesIO(b"2" * (4 << 20)))
    except NoSpace:
        print("refused")
    print([os.listdir(f"{sys.argv[2]}/{name}") for name in ("clients/7", ".part")])

    upload = store.begin()
    try:
        while True:
            upload.write(b"3" * 4096)
    except NoSpace:
        upload.pause()
    here = store.offset(upload.token)
    print("kept", here > 0, store.path(first.path).read_bytes() == b"1" * (2 << 20))
    store.remove(first.path)
    with store.resume(upload.token, size=4 << 20) as again:
        again.write(b"3" * ((4 << 20) - here))
        third = store.commit(again, 7, "third.pdf")
    print(store.path(third.path).read_bytes() == b"3" * (4 << 20))
    """
)


def test_a_full_disk_loses_nothing_and_is_gone_on_with_when_there_is_room(tmp_path):
    """A disk of five megabytes, in a namespace of its own."""
    mount = tmp_path / "disk"
    mount.mkdir()
    addon = Path(__file__).parents[2] / "addons" / "print_portal"
    script = 'mount -t tmpfs -o size=5m none "$1" && exec "$2" -c "$3" "$4" "$1"'
    command = ["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", script]
    command += ["sh", str(mount), sys.executable, FULL, str(addon)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    except FileNotFoundError:
        pytest.skip("no unshare on this machine")
    if "unshare" in done.stderr or "mount" in done.stderr:
        pytest.skip(f"no disk of our own: {done.stderr}")
    assert done.stdout.splitlines() == [
        "refused",
        "[['first.pdf'], []]",
        "kept True True",
        "True",
    ], done.stderr


def test_an_upload_of_twelve_gigabytes_goes_on_past_four(store):
    """Sparse: what came before is a hole."""
    upload = store.begin(size=12 * GIB)
    upload.write(b"begin")
    upload.pause()
    for offset in (2 * GIB - 1, 4 * GIB - 1, 12 * GIB - 4):
        os.truncate(upload.path, offset)
        assert store.offset(upload.token) == offset
        again = store.resume(upload.token, 12 * GIB)
        assert again.append(offset, b"here") == offset + 4
        again.pause()
    with upload.path.open("rb") as file:
        assert file.read(5) == b"begin"
        for offset in (2 * GIB - 1, 4 * GIB - 1, 12 * GIB - 4):
            file.seek(offset)
            assert file.read(4) == b"here"
    assert store.resume(upload.token, 12 * GIB).received == 12 * GIB


def fill(store, count):
    """Make so many files in one folder; return the records of every second one."""
    first = store.receive(7, "0.pdf", io.BytesIO(b"bytes"), folder=f"{count}")
    folder = store.path(first.path).parent
    for number in range(1, count):
        os.mknod(f"{folder}/{number}.pdf", 0o100440)
    paths = (f"clients/7/{count}/{number}.pdf" for number in range(0, count, 2))
    return [Known(path, first.stamp) for path in paths]


def look(store, known):
    """Compare; return the report and its seconds of a processor, not of the clock."""
    started = time.process_time()
    report = compare(store, known, min_age_s=-60)
    return report, time.process_time() - started


def test_a_folder_of_65536_files_takes_no_longer_for_each_one(store):
    known = fill(store, FILES // 16)
    few_s = min(look(store, known)[1] for _ in range(3))
    shutil.rmtree(store.root / "clients" / "7")
    known = fill(store, FILES)
    report, many_s = look(store, known)
    print(f"{FILES // 16} files: {few_s:.2f} s, {FILES} files: {many_s:.2f} s")
    assert len(report.unknown) == FILES // 2
    assert len(report.changed) == FILES // 2 - 1
    assert not report.missing
    assert many_s < 16 * 4 * few_s
    one = store.receive(7, "1.pdf", io.BytesIO(b"bytes"), folder=f"{FILES}")
    assert one.name == "1 (2).pdf"


def test_thousands_of_one_name_find_their_number_in_a_few_looks(store, monkeypatch):
    first = store.receive(7, "x.pdf", io.BytesIO(b"bytes"))
    folder = store.path(first.path).parent
    for number in range(2, 5001):
        os.mknod(folder / f"x ({number}).pdf", 0o100440)
    looks, real = [], os.path.lexists
    monkeypatch.setattr(
        os.path, "lexists", lambda path: looks.append(path) or real(path)
    )
    assert store.receive(7, "x.pdf", io.BytesIO(b"y")).name == "x (5001).pdf"
    assert len(looks) < 40


def test_memory_stays_flat_whoever_sums_up(store):
    upload = store.begin(size=64 * MIB)
    tracemalloc.start()
    stream = Zeros(64 * MIB)
    while data := stream.read(MIB):
        upload.write(data)
    upload._digest = None  # as if other processes had received it
    with upload:
        store.commit(upload, 7, "large.tif")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * MIB


def test_a_floor_of_free_space_stops_a_large_file_on_its_way(tmp_path):
    store = Store(tmp_path, floor=0)
    store.prepare()
    upload = store.begin()
    upload.write(b"x" * MIB)
    store.floor = 1 << 60
    with pytest.raises(NoSpace):
        for _ in range(64):
            upload.write(b"x" * MIB)
    upload.pause()
    assert store.offset(upload.token) < 64 * MIB
