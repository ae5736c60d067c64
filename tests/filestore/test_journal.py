"""What was promised without a database is found again, and only that."""

import io
import json
import os

import pytest
from filestore import StoreError, WriteFailed, journal

NOTE = {"user_id": 5, "origin": "ftp"}


def receive(store, name="cover.pdf", content=b"bytes", **options):
    stream = io.BytesIO(content)
    return store.receive(7, name, stream, folder="a/b", note=NOTE, **options)


def entries(store):
    return list(store.journal(min_age_s=-60))


def test_a_promise_is_kept_until_it_is_settled(store):
    stored = receive(store, "Визитка " + "ф" * 200 + ".pdf")
    [entry] = entries(store)
    assert entry.stored == stored
    assert (entry.client, entry.note) == (7, NOTE)
    store.settle(stored)
    store.settle(stored)
    assert not entries(store)


def test_a_door_with_its_database_writes_no_journal(store):
    store.receive(7, "cover.pdf", io.BytesIO(b"bytes"))
    assert not entries(store)


def test_a_young_promise_may_be_about_to_be_settled(store):
    receive(store)
    assert not list(store.journal(min_age_s=60))


def test_the_journal_is_durable_before_the_sender_is_told(store, monkeypatch):
    receive(store)  # the folders are there
    trace = []
    for step in ("fsync", "link"):
        real = getattr(os, step)

        def traced(*args, step=step, real=real, **kwargs):
            what = args[-1]
            if step == "fsync":
                what = os.readlink(f"/proc/self/fd/{what}")
            trace.append((step, os.path.splitext(os.path.basename(str(what)))[1]))
            return real(*args, **kwargs)

        monkeypatch.setattr(os, step, traced)
    receive(store, "inside.pdf")
    assert trace == [
        ("fsync", ""),  # the bytes
        ("link", ".pdf"),
        ("fsync", ""),  # the client's folder
        ("fsync", ".json"),
        ("fsync", ""),  # the journal: its name begins with a dot
    ]


def test_a_promise_that_was_cut_off_was_never_made(store):
    stored = receive(store)
    [path] = (store.root / ".journal").iterdir()
    text = path.read_text()
    for wrong in (text[:-5], "", "[]", json.dumps({"stored": {}, "client": 7})):
        path.write_text(wrong)
        assert not entries(store)
    store.settle(stored)


def test_settling_the_old_bytes_leaves_the_promise_of_the_new_ones(store):
    old = receive(store)
    with store.begin() as upload:
        upload.write(b"new bytes")
        new = store.commit(upload, 7, "cover.pdf", "a/b", replace=True, note=NOTE)
    store.settle(old)
    assert [entry.stored for entry in entries(store)] == [new]


def test_a_journal_that_cannot_be_written_is_no_promise(store, monkeypatch):
    def full(folder, entry):
        raise WriteFailed("broken")

    monkeypatch.setattr(journal, "write", full)
    with pytest.raises(StoreError):
        receive(store)
    assert not entries(store)
