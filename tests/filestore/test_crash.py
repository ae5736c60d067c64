"""Killed or refused at any moment: no record without bytes, no half file with a name.

The receiving process stands for any door of the shop: it takes one file after another
and, when the store says that a file is there, writes the record. It is killed for good
with SIGKILL, at a random time and right before and after each step of a commit.
"""

import errno
import json
import os
import random
import signal
import time
import tracemalloc

import pytest
from filestore import Known, NoSpace, SizeMismatch, Store, WriteFailed, compare
from filestore import store as store_module

STEPS = ("pwrite", "fchmod", "fsync", "link", "replace", "open", "unlink")
RUNS = 40


def seeded():
    """Return a random generator; set ``SEED`` to the printed number to repeat a run."""
    seed = int(os.environ.get("SEED") or random.randrange(1 << 32))
    print("SEED", seed)
    return random.Random(seed)


def content_of(seed):
    """The bytes of file number ``seed``; every length from nothing to some chunks."""
    rng = random.Random(seed)
    return rng.randbytes(rng.choice((0, 1, 4095, 70_000, 300_000, 1_300_000)))


BIG = next(seed for seed in range(99) if len(content_of(seed)) > 1_000_000)


class Sender:
    """A stream that gives its bytes in uneven pieces."""

    def __init__(self, seed):
        self.rng = random.Random(seed)
        self.rest = content_of(seed)

    def read(self, count):
        count = self.rng.randint(1, min(count, 200_000))
        piece, self.rest = self.rest[:count], self.rest[count:]
        return piece


def in_child(work):
    """Run ``work()`` in a child process; return its id."""
    if pid := os.fork():
        return pid
    try:
        work()
    finally:
        os._exit(0)


def receive_files(store, records, seeds):
    """Take the files and write a record for each one, after its bytes."""
    with open(records, "ab", buffering=0) as journal:
        for seed in seeds:
            stored = store.receive(seed % 3 + 1, f"{seed}.pdf", Sender(seed))
            line = {"path": stored.path, "stamp": stored.stamp, "seed": seed}
            journal.write(json.dumps(line).encode() + b"\n")
            os.fsync(journal.fileno())


def check(root, records):
    """Assert the promise, then that the reconciler tells exactly what is left over."""
    store = Store(root, floor=0)
    lines = records.read_text().splitlines() if records.exists() else []
    kept = [json.loads(line) for line in lines if line.endswith("}")]
    for line in kept:
        assert store.path(line["path"]).read_bytes() == content_of(line["seed"])
    named = sorted(path for path in (root / "clients").rglob("*") if path.is_file())
    for path in named:
        assert path.read_bytes() == content_of(int(path.stem)), path
    report = compare(store, [Known(x["path"], x["stamp"]) for x in kept], min_age_s=-60)
    assert not (report.missing or report.changed or report.strange)
    known = {line["path"] for line in kept}
    found = {path.relative_to(root).as_posix() for path in named}
    assert {orphan.path for orphan in report.unknown} == found - known
    assert len(report.unknown) <= 1
    store.sweep(older_than_s=-60)
    assert not list((root / ".part").iterdir())
    return len(kept), len(report.unknown)


def seconds_of_one_file(tmp_path):
    """Return how long a child takes for one file, on this machine as it is."""
    store = Store(tmp_path / "first", floor=0)
    store.prepare()
    started = time.perf_counter()
    pid = in_child(lambda: receive_files(store, tmp_path / "first.records", [BIG]))
    os.waitpid(pid, 0)
    return time.perf_counter() - started


def test_killed_at_a_random_moment(tmp_path):
    rng = seeded()
    received = 0
    most_s = 4 * seconds_of_one_file(tmp_path)
    for run in range(RUNS):
        store = Store(tmp_path / str(run), floor=0)
        store.prepare()
        records = tmp_path / f"{run}.records"
        seeds = [rng.randrange(1 << 32) for _ in range(1000)]
        pid = in_child(lambda: receive_files(store, records, seeds))  # noqa: B023
        time.sleep(rng.uniform(0.0, most_s))
        os.kill(pid, signal.SIGKILL)
        assert os.waitpid(pid, 0)[1] == signal.SIGKILL
        received += check(store.root, records)[0]
    assert received, "every child was killed before its first file"


class Killed(Sender):
    """A stream whose reader is killed once it was given more than ``offset`` bytes."""

    def __init__(self, seed, offset):
        super().__init__(seed)
        self.left = offset

    def read(self, count):
        piece = super().read(count)
        self.left -= len(piece)
        if self.left < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return piece


def test_killed_at_a_random_offset(tmp_path):
    rng = seeded()
    whole = len(content_of(BIG))
    for run in range(RUNS):
        store = Store(tmp_path / str(run), floor=0)
        store.prepare()
        sender = Killed(BIG, offset=rng.randrange(whole))
        pid = in_child(lambda: store.receive(1, "x.pdf", sender))  # noqa: B023
        assert os.waitpid(pid, 0)[1] == signal.SIGKILL
        assert not list((store.root / "clients").rglob("*.pdf"))
        assert check(store.root, tmp_path / "none") == (0, 0)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("step", STEPS)
def test_killed_around_each_step_of_a_commit(tmp_path, step, nth, moment):
    store = Store(tmp_path / "root", floor=0)
    store.prepare()
    records = tmp_path / "records"

    def work():
        kill_around(step, nth, moment)
        receive_files(store, records, seeds=[11, 12])

    os.waitpid(in_child(work), 0)
    check(store.root, records)


# Killed at any moment, and gone on with


def send_in_pieces(store, acked, seed):
    """Send one file as a client with two connections does, until it has its record.

    :param acked: a file that stands for what the client knows, and for the database:
        a line for each answer, durable before the next step
    """
    content = content_of(seed)

    def tell(**line):
        with open(acked, "ab", buffering=0) as file:
            file.write(json.dumps(line).encode() + b"\n")
            os.fsync(file.fileno())

    lines = [json.loads(x) for x in acked.read_text().splitlines() if x.endswith("}")]
    if any("path" in line for line in lines):
        return
    token = next((line["token"] for line in lines if "token" in line), None)
    if not token:
        upload = store.begin(len(content))
        upload.pause()
        token = upload.token
        tell(token=token)
    for end in (len(content) // 3, len(content)):
        here = store.offset(token)
        told = max((line["here"] for line in lines if "here" in line), default=0)
        assert here >= told, "what was said to be here is gone"
        if here < end:
            upload = store.resume(token, len(content))
            upload.append(here, content[here:end])
            upload.pause()
            tell(here=upload.received)
    upload = store.resume(token, len(content))
    stored = store.commit(upload, 7, "x.pdf", "a", note={"seed": seed})
    upload.close()
    tell(path=stored.path, sha256=stored.sha256)
    store.settle(stored)
    store.drop(token)


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("nth", [1, 2, 3, 4])
@pytest.mark.parametrize("step", [*STEPS, "mkdir"])
def test_an_upload_killed_around_each_step_is_gone_on_with(tmp_path, step, nth, moment):
    """One file at the end, of all its bytes, under the name it had got."""
    store = Store(tmp_path / "root", floor=0)
    store.prepare()
    acked = tmp_path / "acked"
    acked.touch()

    def work():
        kill_around(step, nth, moment)
        send_in_pieces(store, acked, BIG)

    os.waitpid(in_child(work), 0)
    send_in_pieces(store, acked, BIG)
    send_in_pieces(store, acked, BIG)
    check_one_file(store, acked)


def test_an_upload_killed_again_and_again_is_one_file_in_the_end(tmp_path):
    rng = seeded()
    store = Store(tmp_path / "root", floor=0)
    store.prepare()
    acked = tmp_path / "acked"
    acked.touch()
    for _ in range(RUNS):
        step, moment = rng.choice(STEPS), rng.choice(["before", "after"])

        def work():
            kill_around(step, rng.randrange(1, 9), moment)  # noqa: B023
            send_in_pieces(store, acked, BIG)

        os.waitpid(in_child(work), 0)
    send_in_pieces(store, acked, BIG)
    check_one_file(store, acked)


def kill_around(step, nth, moment):
    """Let this process die before or after its ``nth`` call of ``os.<step>``."""
    real, calls = getattr(os, step), []

    def killing(*args, **kwargs):
        calls.append(args)
        if len(calls) == nth and moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        result = real(*args, **kwargs)
        if len(calls) == nth:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    setattr(os, step, killing)


def check_one_file(store, acked):
    [told] = [x for x in map(json.loads, acked.read_text().splitlines()) if "path" in x]
    assert told["path"] == "clients/7/a/x.pdf"
    assert store.path(told["path"]).read_bytes() == content_of(BIG)
    assert told["sha256"] == store.digest(told["path"])
    known = [Known(told["path"], store.stamp(told["path"]))]
    report = compare(store, known, min_age_s=-60)
    assert not (report.unknown or report.missing or report.changed or report.twins)
    store.sweep(older_than_s=-60)
    assert not list((store.root / ".part").iterdir())
    for entry in store.journal(min_age_s=-60):
        assert entry.stored.path == told["path"]


def test_bytes_are_durable_before_they_have_a_name(store, monkeypatch):
    """What a power cut does to unsynced bytes no test can show; the order it can."""
    trace = []
    for step in ("fchmod", "fsync", "link", "unlink"):
        real = getattr(os, step)

        def traced(*args, step=step, real=real, **kwargs):
            what = args[0]
            if step == "fsync":
                what = os.readlink(f"/proc/self/fd/{what}")
            trace.append((step, os.path.basename(str(what))))
            return real(*args, **kwargs)

        monkeypatch.setattr(os, step, traced)
    with store.begin() as upload:
        upload.write(b"bytes")
        store.commit(upload, 7, "cover.pdf")
    part = upload.token
    assert trace[1:] == [
        ("fsync", part),
        ("fsync", store.root.name),  # where the folder of clients is
        ("fsync", "clients"),  # where the client's folder is, which is new
        ("link", part),
        ("fsync", "7"),
        ("unlink", part),
    ]


# The disk refuses


def refuse(monkeypatch, step, number, after=0):
    """Make the ``after``-th next call of ``os.<step>`` fail with an error number."""
    real, calls = getattr(os, step), []

    def refusing(*args, **kwargs):
        calls.append(args)
        if len(calls) > after:
            raise OSError(number, os.strerror(number))
        return real(*args, **kwargs)

    monkeypatch.setattr(os, step, refusing)


@pytest.mark.parametrize(
    ("step", "after"),
    [
        ("open", 0),  # the partial cannot be made
        ("pwrite", 0),
        ("pwrite", 3),
        ("fchmod", 0),
        ("fsync", 0),  # the bytes
        ("fsync", 1),  # the new folder of the client
        ("fsync", 2),  # the new name
        ("link", 0),
    ],
)
@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, NoSpace),
        (errno.EDQUOT, NoSpace),
        (errno.EIO, WriteFailed),
        (errno.EROFS, WriteFailed),
    ],
)
def test_a_disk_that_refuses_leaves_nothing(
    store, monkeypatch, step, after, number, error
):
    with monkeypatch.context() as patch:
        refuse(patch, step, number, after)
        with pytest.raises(error):
            store.receive(7, "cover.pdf", Sender(BIG))
    assert not [p for p in (store.root / "clients").rglob("*") if p.is_file()]
    assert not list((store.root / ".part").iterdir())
    stored = store.receive(7, "cover.pdf", Sender(BIG))
    assert store.path(stored.path).read_bytes() == content_of(BIG)


def test_a_refused_replacement_leaves_the_old_file(store, monkeypatch):
    old = store.receive(7, "cover.pdf", Sender(BIG))
    refuse(monkeypatch, "replace", errno.EIO)
    with store.begin() as upload, pytest.raises(WriteFailed):
        upload.write(b"new")
        store.commit(upload, 7, "cover.pdf", replace=True)
    assert store.path(old.path).read_bytes() == content_of(BIG)
    assert store.stamp(old.path) == old.stamp


def test_a_failed_sync_is_not_tried_again_on_the_same_bytes(store, monkeypatch):
    with store.begin() as upload:
        upload.write(b"bytes")
        with monkeypatch.context() as patch:
            refuse(patch, "fsync", errno.EIO)
            with pytest.raises(WriteFailed):
                store.commit(upload, 7, "cover.pdf")
        assert not upload.path.exists()


def test_a_refused_object_is_not_kept(store, monkeypatch):
    stored = store.receive(7, "cover.pdf", Sender(BIG))
    refuse(monkeypatch, "fsync", errno.EIO, after=1)
    with pytest.raises(WriteFailed):
        store.keep(stored)
    assert not [p for p in (store.root / "objects").rglob("*") if p.is_file()]
    assert not list((store.root / ".part").iterdir())


def test_a_short_write_is_finished(store, monkeypatch):
    real = os.pwrite
    monkeypatch.setattr(os, "pwrite", lambda fd, data, at: real(fd, data[:777], at))
    stored = store.receive(7, "cover.pdf", Sender(BIG))
    assert store.path(stored.path).read_bytes() == content_of(BIG)
    assert stored.sha256 == store.digest(stored.path)


def test_memory_stays_flat(store):
    class Endless:
        left = 64 << 20

        def read(self, count):
            count = min(count, self.left)
            self.left -= count
            return b"\0" * count

    tracemalloc.start()
    with store.begin() as upload:
        stream = Endless()
        while data := stream.read(store_module.CHUNK):
            upload.write(data)
        assert upload.received == 64 << 20
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 << 20


def test_a_stream_that_ends_early_is_not_taken_for_the_file(store):
    whole = len(content_of(BIG))
    sender = Sender(BIG)
    sender.rest = sender.rest[: whole // 2]
    with pytest.raises(SizeMismatch):
        store.receive(7, "cover.pdf", sender, size=whole)
