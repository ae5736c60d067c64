"""An archive is read back whole by what clients and presses unpack it with."""

import doctest
import io
import shutil
import subprocess
import zipfile
import zlib
from datetime import datetime

import pytest
from prepress import archive as module
from prepress.archive import Damaged, Entry, room_for, write

WHEN = datetime(2026, 11, 26, 9, 30, 12)
unzip = pytest.mark.skipif(not shutil.which("unzip"), reason="unzip is not installed")


def entry(name, content=b"%PDF-1.7"):
    return Entry.of_bytes(name, content, WHEN)


def sparse(path, size):
    """Return an entry of ``size`` zeros, which take no room on the disk."""
    with path.open("wb") as file:
        file.truncate(size)
    return Entry(path.name, path, size, None, WHEN)


def packed(path, entries, **options):
    with path.open("xb") as file:
        write(file, entries, **options)
    return path


def test_the_examples_in_the_docstrings_are_true():
    assert doctest.testmod(module).failed == 0


def test_it_is_read_back_as_it_was(tmp_path):
    large = tmp_path / "large.tif"
    large.write_bytes(bytes(range(256)) * 20_000)
    known = zlib.crc32(large.read_bytes())
    entries = [
        entry("i-000123_tickets.pdf"),
        entry("originals/Каталог «Осень».pdf", b"one"),
        entry("print/empty.pdf", b""),
        Entry("print/large.tif", large, large.stat().st_size, known, WHEN),
    ]
    with zipfile.ZipFile(packed(tmp_path / "order.zip", entries)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [each.name for each in entries]
        assert archive.read("originals/Каталог «Осень».pdf") == b"one"
        assert archive.read("print/large.tif") == large.read_bytes()
        [first, *_rest] = archive.infolist()
        assert first.date_time == (2026, 11, 26, 9, 30, 12)
        assert first.external_attr >> 16 == 0o100644


def test_no_reader_has_to_look_for_the_end_of_a_file(tmp_path):
    """Sums stand before the bytes: who reads a stream needs them there."""
    path = packed(tmp_path / "order.zip", [entry("a.pdf"), entry("б.pdf")])
    with zipfile.ZipFile(path) as archive:
        for info in archive.infolist():
            assert not info.flag_bits & 0x08
            assert info.compress_type == zipfile.ZIP_STORED


def test_the_same_files_make_the_same_bytes():
    first, second = io.BytesIO(), io.BytesIO()
    for file in (first, second):
        write(file, [entry("a.pdf"), entry("b.pdf", b"other")])
    assert first.getvalue() == second.getvalue()


@pytest.mark.parametrize("change", ["more", "less", "other", "crc"])
def test_a_file_that_has_gone_bad_is_found(tmp_path, change):
    path = tmp_path / "cover.pdf"
    good = b"%PDF-1.7 good"
    bad = {"more": good + b"x", "less": good[:-1], "other": good[:-1] + b"D"}
    path.write_bytes(bad.get(change, good))
    crc32 = zlib.crc32(good) ^ (change == "crc")
    source = Entry("print/cover.pdf", path, len(good), crc32, WHEN)
    with pytest.raises(Damaged, match="print/cover.pdf"):
        write(io.BytesIO(), [source])


def test_a_file_of_which_nobody_took_the_sum_is_packed(tmp_path):
    file = tmp_path / "cover.pdf"
    file.write_bytes(b"bytes")
    content = io.BytesIO()
    write(content, [Entry("cover.pdf", file, 5, None, WHEN)])
    assert zipfile.ZipFile(content).read("cover.pdf") == b"bytes"


def test_progress_ends_with_all_of_it(tmp_path):
    told = []
    entries = [sparse(tmp_path / "a.tif", 5 << 20), entry("b.pdf")]
    write(io.BytesIO(), entries, tell=lambda *step: told.append(step))
    assert told == sorted(told)
    assert told[-1] == ((5 << 20) + 8, (5 << 20) + 8)
    assert len(told) == 6


def test_the_room_is_known_before(tmp_path):
    content = b"x" * 1000
    entries = [entry(f"print/Файл {number}.pdf", content) for number in range(300)]
    size = packed(tmp_path / "order.zip", entries).stat().st_size
    assert size <= room_for(entries) <= size * 1.2


def test_a_date_before_archives_were_thought_of():
    content = io.BytesIO()
    write(content, [Entry.of_bytes("a", b"", datetime(1970, 1, 1))])
    assert zipfile.ZipFile(content).infolist()[0].date_time[0] == 1980


@unzip
def test_more_files_than_sixteen_bits_count(tmp_path):
    count = (1 << 16) + 1
    entries = [entry(f"print/{number:05}.pdf", b"x") for number in range(count)]
    path = packed(tmp_path / "order.zip", entries)
    assert path.stat().st_size <= room_for(entries)
    with zipfile.ZipFile(path) as archive:
        assert len(archive.namelist()) == count
        assert archive.read(f"print/{count - 1:05}.pdf") == b"x"
    assert read_by_unzip(path) == count


def read_by_unzip(path):
    """Return how many files unzip found whole."""
    answer = subprocess.run(
        ["unzip", "-tqq", str(path)], capture_output=True, text=True, timeout=600
    )
    assert answer.returncode == 0, answer.stdout[-500:]
    listed = subprocess.run(
        ["unzip", "-Z1", str(path)], capture_output=True, text=True, timeout=600
    )
    return len(listed.stdout.splitlines())
