"""Bytes come in whole, keep their name, and stay as an order has them."""

import hashlib
import io
import os
import time
import zlib

import pytest
from filestore import (
    BadName,
    FileChanged,
    NoSpace,
    NotStored,
    OffsetMismatch,
    QuotaExceeded,
    SizeMismatch,
    StorageAway,
    Store,
    UnsafePath,
)

PDF = b"%PDF-1.7 " + bytes(range(256)) * 50


def receive(store, name="cover.pdf", content=PDF, client=7, **options):
    return store.receive(client, name, io.BytesIO(content), **options)


def names(store, client=7):
    return sorted(path.name for path in (store.root / f"clients/{client}").iterdir())


def partials(store):
    return list((store.root / ".part").iterdir())


def test_a_received_file_is_whole_read_only_and_known_by_its_checksum(store):
    stored = receive(store, size=len(PDF))
    path = store.path(stored.path)
    assert stored.path == "clients/7/cover.pdf"
    assert path.read_bytes() == PDF
    assert path.stat().st_mode & 0o777 == 0o440
    assert stored.size == len(PDF)
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest() == store.digest(stored.path)
    assert stored.crc32 == f"{zlib.crc32(PDF):08x}" == store.sums(stored.path).crc32
    assert stored.stamp == store.stamp(stored.path)
    assert not partials(store)


def test_an_empty_file_is_a_file(store):
    assert receive(store, content=b"", size=0).size == 0


def test_bytes_on_their_way_have_no_name(store):
    with store.begin() as upload:
        upload.write(PDF)
        assert not list((store.root / "clients").iterdir())
    assert not partials(store)


def test_two_uploads_of_one_name_stay_two_files(store):
    first, second = receive(store), receive(store, content=b"other")
    assert [first.name, second.name] == ["cover.pdf", "cover (2).pdf"]
    assert store.path(first.path).read_bytes() == PDF
    assert store.path(second.path).read_bytes() == b"other"


def test_names_that_are_one_on_disk_never_merge(store):
    receive(store, "e\u0301.pdf", b"mac")
    receive(store, "\u00e9.pdf", b"pc")
    receive(store, "\u212b.pdf", b"angstrom")
    receive(store, "\u00c5.pdf", b"letter")
    assert names(store) == ["\u00c5 (2).pdf", "\u00c5.pdf", "é (2).pdf", "é.pdf"]


def test_a_long_name_is_shown_whole_and_shortened_on_disk(store):
    name = "ф" * 200 + ".pdf"
    first, second = receive(store, name), receive(store, name)
    assert first.name == name
    assert second.name == "ф" * 200 + " (2).pdf"
    assert len(names(store)) == 2


@pytest.mark.parametrize("name", ["-rf.pdf", ".hidden", "...", " x ", "a\\b", "%2e"])
def test_odd_names_lie_in_the_clients_folder(store, name):
    stored = receive(store, name)
    assert store.path(stored.path).parent == store.root / "clients" / "7"
    assert names(store) == [name]


def test_neighbours_with_one_prefix_do_not_meet(store):
    receive(store, client=1, content=b"one")
    receive(store, client=10, content=b"ten")
    with pytest.raises(UnsafePath):
        store.path("clients/1/../10/cover.pdf")
    assert store.path("clients/1/cover.pdf").read_bytes() == b"one"


@pytest.mark.parametrize("announced", [len(PDF) - 1, len(PDF) + 1])
def test_another_size_than_announced_leaves_nothing(store, announced):
    with pytest.raises(SizeMismatch):
        receive(store, size=announced)
    assert not partials(store)
    assert not list((store.root / "clients").iterdir())


def test_a_sender_who_goes_away_leaves_nothing(store):
    class Gone(io.BytesIO):
        def read(self, count):
            raise ConnectionError

    with pytest.raises(ConnectionError):
        store.receive(7, "cover.pdf", Gone())
    assert not partials(store)


def test_quota_is_refused_before_the_first_byte_and_on_the_way(store):
    with pytest.raises(QuotaExceeded) as caught:
        store.check(len(PDF), room=10)
    assert caught.value.room == 10
    with pytest.raises(QuotaExceeded):
        receive(store, room=10)
    assert receive(store, room=len(PDF)).size == len(PDF)


def test_the_floor_of_free_space_is_kept(store):
    store.floor = 1 << 60
    with pytest.raises(NoSpace):
        store.check(0)
    with pytest.raises(NoSpace):
        receive(store)


def test_the_floor_is_watched_while_bytes_come(store, monkeypatch):
    monkeypatch.setattr("filestore.upload.CHECK_SPACE_EVERY", 4096)
    with store.begin() as upload:
        upload.write(b"x" * 4000)
        store.floor = 1 << 60
        with pytest.raises(NoSpace):
            upload.write(b"x" * 4000)


def test_an_empty_mount_point_is_not_written_to(tmp_path):
    store = Store(tmp_path, floor=0)
    for refused in (receive, lambda store: store.resume("x")):
        with pytest.raises(StorageAway):
            refused(store)
    assert not list(tmp_path.iterdir())


def test_replacing_gives_the_name_to_new_bytes(store):
    old = receive(store)
    with store.path(old.path).open("rb") as reader, store.begin() as upload:
        upload.write(b"new")
        new = store.commit(upload, 7, "cover.pdf", replace=True)
        assert reader.read() == PDF
    assert new.path == old.path
    assert new.stamp != old.stamp
    assert store.path(new.path).read_bytes() == b"new"


def test_a_file_lies_in_its_folder_and_folders_are_made(store):
    stored = receive(store, folder="/2026/Обложки/")
    assert stored.path == "clients/7/2026/Обложки/cover.pdf"
    assert stored.folder == "2026/Обложки"
    assert store.path(stored.path).read_bytes() == PDF
    assert receive(store, folder="2026").path == "clients/7/2026/cover.pdf"
    assert receive(store, folder="2026/Обложки").name == "cover (2).pdf"


def test_a_deep_folder_of_long_names_is_shortened_on_disk(store):
    folder = "/".join(f"{number}" + "ф" * 200 for number in range(3))
    first, second = receive(store, folder=folder), receive(store, folder=folder)
    assert first.folder == second.folder == folder
    assert store.path(second.path).name == "cover (2).pdf"


def test_no_folder_leads_out_of_the_clients(store):
    receive(store, client=8)
    for folder in ("../8", "a/../../8", "..", "a/../b"):
        with pytest.raises(BadName):
            receive(store, folder=folder)
    (store.root / "clients" / "7").mkdir()
    (store.root / "clients" / "7" / "link").symlink_to(store.root / "clients" / "8")
    with pytest.raises(UnsafePath):
        receive(store, folder="link")
    assert names(store, 8) == ["cover.pdf"]
    assert not partials(store)


def test_a_file_and_a_folder_of_one_name_do_not_meet(store):
    receive(store, "covers")
    for folder in ("covers", "covers/2026"):
        with pytest.raises(BadName) as caught:
            receive(store, folder=folder)
        assert (caught.value.name, caught.value.reason) == ("covers", "taken")
    receive(store, folder="2026")
    assert receive(store, "2026").name == "2026 (2)"
    with store.begin() as upload, pytest.raises(BadName):
        store.commit(upload, 7, "2026", replace=True)


def test_committing_twice_gives_the_name_once(store):
    receive(store)
    with store.begin() as upload:
        upload.write(PDF)
        stored = store.commit(upload, 7, "cover.pdf")
        store.remove("clients/7/cover.pdf")  # a lower number is free meanwhile
        assert store.commit(upload, 7, "cover.pdf") == stored
    assert names(store) == ["cover (2).pdf"]


def test_replacing_twice_is_replacing_once(store):
    receive(store)
    with store.begin() as upload:
        upload.write(b"new")
        first = store.commit(upload, 7, "cover.pdf", replace=True)
        assert store.commit(upload, 7, "cover.pdf", replace=True) == first
    assert names(store) == ["cover.pdf"]
    assert not partials(store)


def test_renaming_gives_a_second_name_until_the_first_is_removed(store):
    stored = receive(store)
    kept = store.keep(stored)
    receive(store, "new.pdf", folder="a")
    renamed = store.rename(stored.path, 7, "new.pdf", "a")
    assert (renamed.name, renamed.path) == ("new (2).pdf", "clients/7/a/new (2).pdf")
    assert renamed.stamp == stored.stamp
    store.remove(stored.path, stored.stamp)
    assert store.path(renamed.path).read_bytes() == PDF
    assert os.path.samefile(store.path(kept), store.path(renamed.path))
    with pytest.raises(NotStored):
        store.rename(stored.path, 7, "x.pdf")
    assert not partials(store)


def test_removing_old_bytes_leaves_new_ones_of_the_same_name(store):
    old = receive(store)
    with store.begin() as upload:
        upload.write(b"new")
        new = store.commit(upload, 7, "cover.pdf", replace=True)
    store.remove(old.path, old.stamp)
    assert store.path(new.path).read_bytes() == b"new"
    store.remove(new.path, new.stamp)
    assert names(store) == []


# What belongs to an order


def test_an_order_keeps_its_bytes_whatever_the_client_does(store):
    stored = receive(store)
    kept = store.keep(stored)
    with store.begin() as upload:
        upload.write(b"new")
        store.commit(upload, 7, "cover.pdf", replace=True)
    assert store.path(kept).read_bytes() == PDF
    store.remove(stored.path)
    assert store.path(kept).read_bytes() == PDF
    assert store.path(kept).stat().st_mode & 0o777 == 0o440
    assert not partials(store)


def test_keeping_costs_no_copy_and_is_the_same_twice(store):
    stored = receive(store)
    twin = receive(store, "twin.pdf")
    kept = store.keep(stored)
    assert os.path.samefile(store.path(kept), store.path(stored.path))
    assert store.keep(stored) == store.keep(twin) == kept
    assert not partials(store)


def test_bytes_that_changed_since_are_not_kept(store):
    stored = receive(store)
    store.path(stored.path).unlink()
    with pytest.raises(NotStored):
        store.keep(stored)
    receive(store, content=PDF[::-1])
    with pytest.raises(FileChanged):
        store.keep(stored)
    assert not partials(store)


def test_removing_takes_only_a_clients_own_name(store):
    kept = store.keep(receive(store))
    for path in (kept, ".print-files", "clients", "clients/../objects"):
        with pytest.raises(UnsafePath):
            store.remove(path)
    store.remove("clients/7/cover.pdf")
    store.remove("clients/7/cover.pdf")
    assert names(store) == []


# Going on later


def test_an_interrupted_upload_goes_on_where_it_stopped(store):
    upload = store.begin(size=len(PDF))
    upload.append(0, PDF[:1000])
    upload.close()
    with store.resume(upload.token, size=len(PDF)) as again:
        assert again.received == 1000
        with pytest.raises(OffsetMismatch):
            again.append(0, PDF)
        again.append(1000, PDF[1000:])
        stored = store.commit(again, 7, "cover.pdf")
    assert store.path(stored.path).read_bytes() == PDF
    assert stored.sha256 == hashlib.sha256(PDF).hexdigest()


def test_a_committed_file_is_never_resumed(store):
    """Killed between link and clean-up, the partial is the client's file itself."""
    upload = store.begin()
    upload.write(PDF)
    upload.seal()
    os.link(upload.path, store.root / "clients" / "cover.pdf")
    upload.close()
    for token in (upload.token, "nothing", "../clients/cover.pdf"):
        with pytest.raises((NotStored, UnsafePath)):
            store.resume(token)


def test_a_new_link_to_old_bytes_is_not_swept(store):
    """An order begins to hold a file of last year at the moment of the sweep."""
    stored = receive(store)
    os.utime(store.path(stored.path), (0, 0))
    os.link(store.path(stored.path), store.root / ".part" / "held")
    assert store.sweep(3600) == 0


def test_only_stale_partials_are_swept(store):
    stored = receive(store)
    old, young = store.begin(), store.begin()
    for upload in (old, young):
        upload.close()
    os.utime(old.path, (time.time() - 7200,) * 2)
    os.utime(store.path(stored.path), (0, 0))
    assert store.sweep(3600) == 1
    assert partials(store) == [young.path]
    assert names(store) == ["cover.pdf"]


def test_bytes_of_our_own_are_held_once_and_in_no_clients_folder(store):
    made = store.hold(io.BytesIO(b"sheets"))
    again = store.hold(io.BytesIO(b"sheets"))
    assert made.path == again.path == f"objects/{made.sha256[:2]}/{made.sha256}"
    path = store.path(made.path)
    assert path.read_bytes() == b"sheets"
    assert path.stat().st_mode & 0o777 == 0o440
    assert made.crc32 == f"{zlib.crc32(b'sheets'):08x}"
    assert not list((store.root / "clients").glob("*"))
    assert not list((store.root / ".part").glob("*"))
