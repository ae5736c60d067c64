"""The server is killed between any two steps of receiving a file.

A client begins the file, the server dies, another one takes its place, and the client
goes on as programs do: by the size that he is told. In the end there is one file of all
its bytes, and the database, or else the journal, knows it as that.
"""

import ftplib
import io
import json
import random
import subprocess
import sys
from contextlib import contextmanager, suppress
from pathlib import Path

import conftest
import filestore
import pytest

STEPS = (
    *("mkdir", "open", "pwrite", "fchmod", "fsync"),
    *("link", "replace", "unlink", "record"),
)
SERVE = Path(__file__).parent / "serve.py"
CONTENT = random.Random(8).randbytes(700_000)
FIRST_PART = 250_000


@contextmanager
def dying(root, step, nth, moment):
    """Run a server that dies around a step; yield its address."""
    words = [sys.executable, SERVE, root, step, str(nth), moment]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as server:
        try:
            yield "127.0.0.1", int(server.stdout.readline())
        finally:
            server.kill()


def send(address, content):
    """Send what is missing, as a program that goes on does; say whether it came in."""
    with suppress(*ftplib.all_errors, EOFError), conftest.connect(address) as ftp:
        here = 0
        with suppress(ftplib.error_perm):
            here = ftp.size("a.pdf")
        if here >= len(CONTENT):
            return True
        part = io.BytesIO(content[here:])
        return ftp.storbinary("STOR a.pdf", part, rest=here or None)[:3] == "226"
    return False


def known_files(store, gate):
    """Return the paths and sizes that the database has, or gets by the next repair."""
    found = {(path, stored.size) for path, (stored, _state) in gate.files.items()}
    if (records := store.root / "records").exists():
        lines = records.read_text().splitlines()
        found |= {tuple(json.loads(line)[:2]) for line in lines}
    found |= {
        (entry.stored.path, entry.stored.size) for entry in store.journal(min_age_s=0)
    }
    # Killed between the name and the journal: found on disk, and adopted.
    adopted = filestore.compare(store, [], min_age_s=-60).unknown
    return found | {(orphan.path, orphan.size) for orphan in adopted}


@pytest.mark.parametrize("moment", ["before", "after"])
@pytest.mark.parametrize("nth", [1, 2, 3])
@pytest.mark.parametrize("step", STEPS)
def test_one_whole_file_in_the_end(serve, store, gate, step, nth, moment):
    address = serve()
    path = store.root / "clients/7/a.pdf"
    conftest.break_off(address, "a.pdf", CONTENT[:FIRST_PART])
    with dying(store.root, step, nth, moment) as mortal:
        is_told = send(mortal, CONTENT)
    if is_told or path.exists():
        assert path.read_bytes() == CONTENT
    assert send(address, CONTENT)
    assert path.read_bytes() == CONTENT
    assert [each.name for each in path.parent.iterdir()] == ["a.pdf"]
    assert known_files(store, gate) == {("clients/7/a.pdf", len(CONTENT))}


def test_all_of_it_was_here_when_the_server_died(serve, store):
    """A program that trusts the size that it is told sends what gives the file its
    name."""
    with dying(store.root, "fchmod", 1, "before") as mortal:
        assert not send(mortal, CONTENT)
    path = store.root / "clients/7/a.pdf"
    assert not path.exists()
    address = serve()
    with conftest.connect(address) as ftp:
        assert ftp.size("a.pdf") == len(CONTENT) - 1
    assert send(address, CONTENT)
    assert path.read_bytes() == CONTENT
