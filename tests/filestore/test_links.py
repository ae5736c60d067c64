"""Where a disk cannot link, an order holds a copy: complete, read-only, of its own."""

import errno
import io
import os

import pytest
from filestore import FileChanged, WriteFailed, links

PDF = b"%PDF-1.7 " + bytes(range(256)) * 5000


@pytest.fixture
def stored(store):
    return store.receive(7, "cover.pdf", io.BytesIO(PDF), folder="a")


def refuse_links(monkeypatch, number, of=lambda source, target: True):
    """Let links fail as on a disk without them."""
    real = os.link

    def link(source, target, **options):
        if of(str(source), str(target)):
            raise OSError(number, os.strerror(number))
        return real(source, target, **options)

    monkeypatch.setattr(os, "link", link)


def to_objects(source, target):
    return "/objects/" in target


def of_full_file(source, target):
    return "/clients/" in source


def leftovers(store):
    spares = list((store.root / "objects").rglob("*.spare"))
    return spares + list((store.root / ".part").iterdir())


@pytest.mark.parametrize("number", sorted(links.NO_LINK))
@pytest.mark.parametrize("where", [to_objects, of_full_file, lambda *names: True])
def test_an_order_holds_a_copy_where_the_disk_cannot_link(
    store, stored, monkeypatch, number, where
):
    refuse_links(monkeypatch, number, where)
    kept = store.path(store.keep(stored))
    assert kept.read_bytes() == PDF
    assert kept.stat().st_mode & 0o777 == 0o440
    assert not os.path.samefile(kept, store.path(stored.path))
    assert store.keep(stored) == f"objects/{stored.sha256[:2]}/{stored.sha256}"
    assert not leftovers(store)
    store.remove(stored.path)
    assert kept.read_bytes() == PDF


def test_a_copy_is_durable_before_it_has_its_name(store, stored, monkeypatch):
    refuse_links(monkeypatch, errno.EXDEV, to_objects)
    trace = []
    for step in ("fsync", "rename"):
        real = getattr(os, step)

        def traced(*args, step=step, real=real, **kwargs):
            what = args[0] if step == "rename" else f"/proc/self/fd/{args[0]}"
            trace.append((step, os.path.splitext(os.path.realpath(what))[1]))
            return real(*args, **kwargs)

        monkeypatch.setattr(os, step, traced)
    store.keep(stored)
    end = trace.index(("rename", ".spare"))
    assert ("fsync", ".spare") in trace[:end]
    assert trace[end + 1 :] == [("fsync", "")]  # the folder


def test_bytes_come_back_and_change_their_name_without_links(
    store, stored, monkeypatch
):
    kept = store.keep(stored)
    refuse_links(monkeypatch, errno.EMLINK, lambda source, target: ".part" in target)
    for again in (
        store.give_back(kept, 7, "cover.pdf", "a"),
        store.rename(stored.path, 7, "cover.pdf", "a"),
    ):
        assert store.path(again.path).read_bytes() == PDF
        assert store.stamp(again.path) == again.stamp
        assert again.folder == "a"
    assert not leftovers(store)


def test_a_disk_that_cannot_clone_copies(store, stored, monkeypatch):
    """Within the kernel, and where it refuses through our hands, from where it was."""
    refuse_links(monkeypatch, errno.EXDEV, to_objects)
    real, calls = os.copy_file_range, []

    def stops(reader, writer, count):
        calls.append(count)
        if len(calls) > 1:
            raise OSError(errno.EXDEV, "other disk")
        return real(reader, writer, 1000)

    monkeypatch.setattr(os, "copy_file_range", stops)
    monkeypatch.setattr(links, "_clone", lambda reader, writer: False)
    assert store.path(store.keep(stored)).read_bytes() == PDF
    assert len(calls) == 2


@pytest.mark.parametrize("step", ["fsync", "fchmod"])
def test_a_copy_that_fails_is_not_held(store, stored, monkeypatch, step):
    refuse_links(monkeypatch, errno.EXDEV, to_objects)

    def refuse(*args):
        raise OSError(errno.EIO, "broken")

    with monkeypatch.context() as patch:
        patch.setattr(os, step, refuse)
        with pytest.raises(WriteFailed):
            store.keep(stored)
    assert not [path for path in (store.root / "objects").rglob("*") if path.is_file()]
    assert not leftovers(store)
    assert store.path(store.keep(stored)).read_bytes() == PDF


def test_a_copy_of_other_bytes_is_not_held(store, stored, monkeypatch):
    refuse_links(monkeypatch, errno.EMLINK, of_full_file)
    store.path(stored.path).unlink()
    store.receive(7, "cover.pdf", io.BytesIO(PDF[::-1]), folder="a")
    with pytest.raises(FileChanged):
        store.keep(stored)
    assert not leftovers(store)


def test_a_file_with_as_many_links_as_the_disk_takes_is_still_held(store, stored):
    """ext4 takes 65 000; a disk that takes more has nothing to show here."""
    source, spare = store.path(stored.path), store.root / ".part"
    try:
        for number in range(65_000):
            os.link(source, spare / str(number))
    except OSError as error:
        assert error.errno == errno.EMLINK
    kept = store.keep(stored)
    assert store.path(kept).read_bytes() == PDF
    assert store.path(store.give_back(kept, 7, "x").path).read_bytes() == PDF


def test_copies_that_were_broken_off_are_swept(store, stored):
    folder = store.path(store.keep(stored)).parent
    (folder / "0123.spare").write_bytes(b"half")
    assert store.sweep(older_than_s=-60) == 1
    assert store.path(stored.path).read_bytes() == PDF
