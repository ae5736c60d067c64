"""The reconciler reports every difference and touches nothing."""

import io
import os
from pathlib import Path

import pytest
from filestore import Known, StorageAway, Store, compare


def snapshot(store):
    return sorted(
        (str(path), path.lstat().st_mtime_ns) for path in store.root.rglob("*")
    )


def receive(store, name, content=b"bytes", client=7):
    return store.receive(client, name, io.BytesIO(content))


def known(*files):
    return [Known(file.path, file.stamp) for file in files]


def test_disk_and_records_that_agree_differ_in_nothing(store):
    files = [receive(store, f"{number}.pdf") for number in range(5)]
    report = compare(store, known(*files), min_age_s=0)
    assert not (report.unknown or report.missing or report.changed or report.strange)


def test_every_difference_is_reported_and_nothing_touched(store):
    agreed, gone, other, orphan = (
        receive(store, f"{name}.pdf") for name in ("agreed", "gone", "other", "orphan")
    )
    store.remove(gone.path)
    store.remove(other.path)
    receive(store, "other.pdf", b"other bytes")
    home = store.root / "clients"
    (home / "7" / "link.pdf").symlink_to("/etc/passwd")
    (home / "8").write_text("a file where a folder belongs")
    (home / "somebody").mkdir()
    (home / "somebody" / "x.pdf").write_text("no client")
    Path(os.fsdecode(os.fsencode(home / "7") + b"/\xc2\xe8\xe7.pdf")).touch()
    (home / "7" / "sub").mkdir()
    (home / "7" / "sub" / "deep.pdf").write_text("in a folder of the client")
    before = snapshot(store)

    report = compare(store, known(agreed, gone, other), min_age_s=0)

    assert {found.path for found in report.unknown} == {
        orphan.path,
        "clients/7/sub/deep.pdf",
    }
    assert [found.folder for found in report.unknown] == ["", "sub"]
    assert report.unknown[0].client == 7
    assert report.unknown[0].size == 5
    assert report.unknown[0].stamp == orphan.stamp
    assert report.missing == [gone.path]
    assert report.changed == [other.path]
    assert sorted(report.strange) == [
        "clients/7/link.pdf",
        "clients/7/���.pdf",
        "clients/8",
        "clients/somebody/x.pdf",
    ]
    assert snapshot(store) == before


def test_a_name_whose_record_may_be_on_its_way_is_left_alone(store):
    receive(store, "new.pdf")
    assert not compare(store, [], min_age_s=60).unknown


def test_objects_of_orders_are_looked_after_too(store):
    stored = receive(store, "cover.pdf")
    path = store.keep(stored)
    records = [*known(stored), Known(path, stored.stamp)]
    report = compare(store, records, min_age_s=-60)
    assert not (report.missing or report.unheld)
    assert compare(store, known(stored), min_age_s=-60).unheld == [path]
    store.path(path).unlink()
    assert compare(store, records).missing == [path]


def test_a_renaming_that_was_broken_off_is_no_second_file(store):
    old = receive(store, "old.pdf")
    new = store.rename(old.path, 7, "new.pdf", "a")
    for recorded, twin in ((new, old), (old, new)):
        report = compare(store, known(recorded), min_age_s=-60)
        assert report.twins == [twin.path]
        assert not (report.unknown or report.missing)


def test_bytes_that_two_clients_have_are_two_files(store):
    stored = receive(store, "cover.pdf")
    again = store.give_back(store.keep(stored), 8, "cover.pdf")
    report = compare(store, known(stored), min_age_s=-60)
    assert [found.path for found in report.unknown] == [again.path]


def test_a_disk_that_is_away_is_not_a_thousand_missing_files(tmp_path):
    with pytest.raises(StorageAway):
        compare(Store(tmp_path), [Known("clients/7/cover.pdf", "x")])
