"""An archive of ours is there whole, or not at all."""

import os
import stat

import pytest
from filestore import NoSpace, StorageAway, Store, UnsafePath, WriteFailed


def names(store, folder):
    return sorted(path.name for path in (store.root / folder).glob("*"))


def test_it_has_its_name_when_it_is_whole(store):
    def write(file):
        assert not names(store, "archives")
        file.write(b"zip")

    path = store.make("7-press.zip", 3, write)
    assert path == "archives/7-press.zip"
    assert store.path(path).read_bytes() == b"zip"
    assert stat.S_IMODE(store.path(path).stat().st_mode) == 0o440
    assert not names(store, ".part")


def test_a_new_one_takes_the_name_of_the_old_one(store):
    for content in (b"old", b"new"):
        path = store.make("7.zip", 3, lambda file, content=content: file.write(content))
    assert store.path(path).read_bytes() == b"new"
    assert names(store, "archives") == ["7.zip"]


@pytest.mark.parametrize(
    ("error", "raised"), [(OSError("disk"), WriteFailed), (KeyError("x"), KeyError)]
)
def test_what_breaks_off_leaves_nothing(store, error, raised):
    def write(file):
        file.write(b"half")
        raise error

    with pytest.raises(raised):
        store.make("7.zip", 3, write)
    assert not names(store, "archives") and not names(store, ".part")


def test_bytes_are_durable_before_they_have_a_name(store, monkeypatch):
    seen = []

    def sync(_fd):
        seen.append(names(store, "archives"))

    store.make("6.zip", 1, lambda file: None)
    monkeypatch.setattr(os, "fsync", sync)
    store.make("7.zip", 1, lambda file: file.write(b"z"))
    assert seen == [["6.zip"], ["6.zip", "7.zip"]]


def test_the_floor_is_kept_free(tmp_path):
    store = Store(tmp_path / "root", floor=0)
    store.prepare()
    with pytest.raises(NoSpace):
        store.make("7.zip", store.free() + (1 << 40), lambda file: None)
    with pytest.raises(StorageAway):
        Store(tmp_path / "away").make("7.zip", 1, lambda file: None)


def test_old_ones_are_found_and_removed(store):
    for name in ("6.zip", "7.zip"):
        store.make(name, 1, lambda file: None)
    os.utime(store.root / "archives" / "6.zip", (0, 0))
    assert list(store.made(older_than_s=60)) == ["archives/6.zip"]
    store.unmake("archives/6.zip")
    store.unmake("archives/6.zip")
    assert list(store.made()) == ["archives/7.zip"]


@pytest.mark.parametrize(
    "path", ["objects/ab/abc", "archives", "archives/../.print-files", "/etc/passwd"]
)
def test_nothing_else_is_removed(store, path):
    with pytest.raises(UnsafePath):
        store.unmake(path)
    with pytest.raises(UnsafePath):
        store.make(f"../{path}", 1, lambda file: None)
