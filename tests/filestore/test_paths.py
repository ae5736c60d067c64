"""Names and paths from outside are hostile."""

import doctest
import importlib
import unicodedata

import pytest
from filestore import (
    BadName,
    NotStored,
    UnsafePath,
    clean_folder,
    clean_name,
    disk_name,
    locate,
)


@pytest.mark.parametrize(
    "module", ["paths", "digest", "upload", "store", "journal", "reconcile"]
)
def test_examples_in_the_docstrings_are_true(module):
    module = importlib.import_module(f"filestore.{module}")
    flags = doctest.IGNORE_EXCEPTION_DETAIL
    assert doctest.testmod(module, optionflags=flags).failed == 0


@pytest.mark.parametrize(
    "name",
    [
        "Визитка 90×50 (лицо).pdf",
        "Étiquette n° 4.pdf",
        "📦 box.pdf",
        "-rf.pdf",
        "--output=x.pdf",
        ".hidden.pdf",
        ".pdf",
        "...",
        "trailing space ",
        "trailing dot.",
        "C:\\fakepath\\x.pdf",
        "percent %00 %2e%2e%2f.pdf",
        "$(reboot).pdf",
        "a" * 255,
    ],
)
def test_a_name_people_may_type_is_kept_as_typed(name):
    assert clean_name(name) == name


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("", "empty"),
        (" \t", "empty"),
        (".", "reserved"),
        ("..", "reserved"),
        ("../x.pdf", "separator"),
        ("/etc/passwd", "separator"),
        ("a/b.pdf", "separator"),
        ("nul\0.pdf", "control"),
        ("two\r\nlines.pdf", "control"),
        ("bell\a.pdf", "control"),
        ("line\u2028separator.pdf", "control"),
        ("invoice\u202efdp.exe", "control"),
        ("cp1251 \udcc2\udce8\udce7.pdf", "control"),
        ("a" * 256, "long"),
    ],
)
def test_a_name_no_file_can_have_is_refused_with_its_reason(name, reason):
    with pytest.raises(BadName) as caught:
        clean_name(name)
    assert caught.value.reason == reason


def test_a_mac_and_a_pc_spell_a_name_the_same_way():
    typed = "Été й.pdf"
    assert clean_name(unicodedata.normalize("NFD", typed)) == typed


@pytest.mark.parametrize("letter", ["a", "ф", "€", "📦"])
@pytest.mark.parametrize("ending", ["", ".pdf", "." + "x" * 100])
def test_a_long_name_fits_the_disk_and_keeps_its_ending(letter, ending):
    name = clean_name(letter * (255 - len(ending)) + ending)
    short = disk_name(name)
    assert len(short.encode()) <= 255
    assert short == clean_name(short)
    if len(ending) < 32:
        assert short.endswith(ending)


def test_two_long_names_with_one_beginning_stay_two():
    names = ["ф" * 200 + f" {number}.pdf" for number in range(100)]
    assert len({disk_name(name) for name in names}) == 100


@pytest.mark.parametrize(
    "folder",
    ["2026", "2026/Обложки", ".hidden", "-rf", "a b/c d", "/".join("abcdefghij")],
)
def test_a_folder_people_may_make_is_kept_as_typed(folder):
    assert clean_folder(folder) == clean_folder(f"/{folder}/") == folder


@pytest.mark.parametrize(
    ("folder", "reason"),
    [
        ("..", "reserved"),
        ("a/../../8", "reserved"),
        ("a/./b", "reserved"),
        ("a//b", "empty"),
        ("a/ /b", "empty"),
        ("a/nul\0", "control"),
        ("a/two\nlines", "control"),
        ("a/" + "b" * 256, "long"),
        ("/".join(["ф" * 100] * 20), "long"),
    ],
)
def test_a_folder_nobody_can_have_is_refused_with_its_reason(folder, reason):
    with pytest.raises(BadName) as caught:
        clean_folder(folder)
    assert caught.value.reason == reason


@pytest.fixture
def homes(tmp_path):
    """Two clients whose folders share a prefix, and something to steal."""
    for name in ("u1", "u10", "u1-private"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "secret.pdf").write_text("bytes")
    return tmp_path


@pytest.mark.parametrize(
    "path",
    [
        "..",
        "../u10/secret.pdf",
        "../u1-private/secret.pdf",
        "x/../../u10/secret.pdf",
        "x/../secret.pdf",
        "/etc/passwd",
        "",
        ".",
        "nul\0.pdf",
    ],
)
def test_no_path_leads_out_of_its_folder(homes, path):
    with pytest.raises(UnsafePath):
        locate(homes / "u1", path)


def test_links_are_refused_at_every_level(homes):
    inside = homes / "u1"
    (inside / "link.pdf").symlink_to(homes / "u10" / "secret.pdf")
    (inside / "own.pdf").symlink_to(inside / "secret.pdf")
    (inside / "folder").symlink_to(homes / "u10")
    (inside / "loop").symlink_to(inside / "loop")
    for path in ("link.pdf", "own.pdf", "folder/secret.pdf", "loop", "loop/x"):
        with pytest.raises(UnsafePath):
            locate(inside, path)


def test_the_root_itself_may_be_a_link(homes):
    (homes / "mount").symlink_to(homes / "u1")
    assert locate(homes / "mount", "secret.pdf") == homes / "u1" / "secret.pdf"


def test_only_regular_files_are_served(store):
    (store.root / "clients" / "1").mkdir()
    for path in ("clients/1", "clients/1/nothing.pdf", "clients/" + "y" * 300):
        with pytest.raises(NotStored):
            store.path(path)
