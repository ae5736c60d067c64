"""One partial, several writers: no byte is written twice, lost, or after the end."""

import fcntl
import hashlib
import os
import random
import threading
import zlib

import pytest
from filestore import FileChanged, NotStored, OffsetMismatch, SizeMismatch
from filestore.digest import PAUSED_MOST, Digest, Paused, paused

PDF = b"%PDF-1.7 " + bytes(range(256)) * 50
SIZE = len(PDF)
WRITERS = 4
PIECE = 4096


def begun(store, content=PDF[:1000], size=SIZE):
    """Return the token of a partial with some bytes."""
    upload = store.begin(size=size)
    upload.write(content)
    upload.pause()
    return upload.token


def test_a_sender_who_is_back_needs_not_wait_for_his_broken_connection(store):
    """The server hangs on the first connection, and the client has a second one."""
    token = begun(store)
    hanging, back = store.resume(token, len(PDF)), store.resume(token, len(PDF))
    back.write(PDF[1000:2000])
    with pytest.raises(OffsetMismatch) as caught:
        hanging.write(PDF[1000:1500])
    assert caught.value.received == 2000
    hanging.close()
    back.write(PDF[2000:])
    stored = store.commit(back, 7, "cover.pdf")
    assert store.path(stored.path).read_bytes() == PDF
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()


def test_a_writer_who_was_left_behind_reaches_no_complete_file(store):
    late = store.begin()
    late.write(PDF)
    with store.resume(late.token) as other:
        stored = store.commit(other, 7, "cover.pdf")
        with pytest.raises(NotStored):
            late.write(b"too late")
    with pytest.raises(NotStored):
        late.write(b"the partial is gone as well")
    assert store.path(stored.path).read_bytes() == PDF


def test_sealed_bytes_get_no_name_once_somebody_goes_on(store):
    """Without an announced size nobody knows which of the two is right."""
    first = store.begin()
    first.write(PDF)
    first.seal()
    with store.resume(first.token) as second:
        second.write(b"more")
        with pytest.raises(FileChanged), first.sealed():
            pass
        stored = store.commit(second, 7, "cover.pdf")
    assert store.path(stored.path).read_bytes() == PDF + b"more"


def test_a_whole_partial_takes_no_more_bytes_and_is_committed_by_anybody(store):
    token = begun(store, PDF)
    with store.resume(token, len(PDF)) as upload:
        with pytest.raises(SizeMismatch):
            upload.write(b"x")
        stored = store.commit(upload, 7, "cover.pdf")
    assert store.path(stored.path).read_bytes() == PDF


def test_a_dropped_partial_is_not_written_to(store):
    upload = store.begin(size=len(PDF))
    upload.write(PDF[:1000])
    store.drop(upload.token)
    with pytest.raises(NotStored):
        upload.write(PDF[1000:])
    upload.pause()
    for asked in (store.offset, store.resume):
        with pytest.raises(NotStored):
            asked(upload.token)
    store.drop(upload.token)


def test_the_offset_is_what_lies_on_disk(store):
    token = begun(store)
    assert store.offset(token) == 1000
    with pytest.raises(NotStored):
        store.offset("nothing")


def test_a_write_waits_while_another_process_has_the_partial(store):
    """The one who holds it may be giving these very bytes their name."""
    upload = store.begin(size=len(PDF))
    other = os.open(upload.path, os.O_RDWR)
    fcntl.flock(other, fcntl.LOCK_EX)
    writer = threading.Thread(target=upload.write, args=(PDF,))
    writer.start()
    writer.join(0.2)
    assert writer.is_alive()
    assert store.offset(upload.token) == 0
    os.close(other)
    writer.join()
    assert store.offset(upload.token) == len(PDF)


def test_whole_bytes_are_opened_for_reading_alone(store, monkeypatch):
    """They are read-only by then, and only root could open them to write."""
    token = begun(store, PDF)
    upload = store.resume(token, len(PDF))
    upload.seal()
    upload.close()
    flags, real = [], os.open

    def traced(path, flag, *args, **options):
        flags.append(flag)
        return real(path, flag, *args, **options)

    monkeypatch.setattr(os, "open", traced)
    with store.resume(token, len(PDF)):
        assert not flags[-1] & (os.O_RDWR | os.O_WRONLY)


# Many at once


def content_of(size):
    return random.Random(size).randbytes(size)


def hammer(store, token, content, rng):
    """Write as a client does that starts anew whenever it is told to."""
    while True:
        with_all = store.resume(token, len(content))
        try:
            while with_all.received < len(content):
                start = with_all.received
                with_all.write(content[start : start + rng.randrange(1, PIECE)])
            return
        except OffsetMismatch:
            continue
        finally:
            with_all.close()


def check_whole(store, token, content):
    with store.resume(token, len(content)) as upload:
        stored = store.commit(upload, 7, "cover.pdf")
    assert store.path(stored.path).read_bytes() == content
    assert stored.sha256 == hashlib.sha256(content).hexdigest()
    assert stored.crc32 == f"{zlib.crc32(content):08x}"


def test_processes_that_write_one_partial_together_write_each_byte_once(store):
    content = content_of(600_000)
    token = begun(store, b"", len(content))
    children = []
    for seed in range(WRITERS):
        if not (pid := os.fork()):
            status = 1
            try:
                hammer(store, token, content, random.Random(seed))
                status = 0
            finally:
                os._exit(status)
        children.append(pid)
    assert {os.waitpid(pid, 0)[1] for pid in children} == {0}
    check_whole(store, token, content)


def test_threads_that_write_one_partial_together_write_each_byte_once(store):
    content = content_of(600_001)
    token = begun(store, b"", len(content))
    threads = [
        threading.Thread(
            target=hammer, args=(store, token, content, random.Random(seed))
        )
        for seed in range(WRITERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    check_whole(store, token, content)


# Sums


def test_a_process_that_receives_all_pieces_reads_nothing_again(store, monkeypatch):
    token = begun(store)
    with store.resume(token, len(PDF)) as upload:
        upload.write(PDF[1000:2000])
        upload.pause()
    token = begun(store)
    for end in (5000, len(PDF)):
        upload = store.resume(token, len(PDF))
        upload.write(PDF[upload.received : end])
        upload.pause()
    monkeypatch.setattr(os, "pread", None)
    with store.resume(token, len(PDF)) as upload:
        assert upload.seal().sha256 == hashlib.sha256(PDF).hexdigest()


def test_what_another_process_received_is_read_once_at_the_end(store):
    token = begun(store)
    paused.take(token, 1000)  # as if this were another process
    with store.resume(token, len(PDF)) as upload:
        upload.write(PDF[1000:])
        digest = upload.seal()
    assert digest.sha256 == hashlib.sha256(PDF).hexdigest()
    assert digest.crc32 == f"{zlib.crc32(PDF):08x}"


def test_the_digest_of_fewer_bytes_is_never_taken_for_the_partials(store):
    """Another process went on meanwhile, and stopped."""
    token = begun(store)
    mine = paused.take(token, 1000)
    with store.resume(token, len(PDF)) as other:
        other.write(PDF[1000:])
        other.pause()
        paused.put(token, mine)
        with store.resume(token, len(PDF)) as upload:
            assert upload.seal().sha256 == hashlib.sha256(PDF).hexdigest()


def test_paused_digests_do_not_pile_up():
    kept = Paused()
    for number in range(PAUSED_MOST + 1):
        kept.put(str(number), Digest())
    assert kept.take("0", 0) is None
    assert kept.take("1", 0)
    assert kept.take("1", 0) is None


def test_what_a_sender_is_told_to_be_here_was_synced(store, monkeypatch):
    upload, synced = store.begin(size=len(PDF)), []
    real = os.fsync

    def traced(fd):
        synced.append(os.path.basename(os.readlink(f"/proc/self/fd/{fd}")))
        real(fd)

    monkeypatch.setattr(os, "fsync", traced)
    upload.write(PDF[:1000])
    upload.pause()
    assert synced == [upload.token, ".part"]
