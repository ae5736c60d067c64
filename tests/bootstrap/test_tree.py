"""Odoo comes from a checkout, from the archive, or at last from a saved file."""

import os
import subprocess

import pytest
from shop import tree
from shop.process import Stopped
from shop.say import Trouble

HOME = "usr/lib/python3/dist-packages"
RELEASE = f"{HOME}/odoo/release.py"
SERIES_19 = "version_info = (19, 0, 0, FINAL, 0, '')\n"
SERIES_20 = "version_info = (20, 0, 0, FINAL, 0, '')\n"


def package(folder, name, version, files, links=()):
    """Build a .deb with ``files``, a mapping from path to text; return its path."""
    root = folder / f"{name}-root"
    control = f"Package: {name}\nVersion: {version}\nArchitecture: all\n"
    control += "Maintainer: nobody\nDescription: for a test\n"
    for path, text in {"DEBIAN/control": control, **files}.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    for path, target in links:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).symlink_to(target)
    deb = folder / f"{name}_{version}_all.deb"
    subprocess.run(["dpkg-deb", "-b", root, deb], check=True, capture_output=True)
    return deb


class FakeArchive:
    """An archive with the packages given, by name."""

    def __init__(self, debs):
        self.debs = debs
        self.asked = []

    def version(self, name):
        return self.debs[name].name.split("_")[1] if name in self.debs else ""

    def download(self, names, _folder, _tell=None):
        self.asked += names
        return [self.debs[name] for name in names]


@pytest.fixture
def debs(tmp_path):
    """The packages of an archive as it is today, by name."""
    linked = {name: package(tmp_path, name, "1", {}) for name in tree.LINKED}
    link = f"{HOME}/odoo/addons/web/Inconsolata.otf"
    odoo = package(
        tmp_path,
        "odoo-19",
        "19.0.0+dfsg-1",
        {RELEASE: SERIES_19},
        [(link, "../../../../../../share/fonts/Inconsolata.otf")],
    )
    fonts = {"usr/share/fonts/new/Inconsolata-Regular.otf": "a font"}
    linked["fonts-inconsolata"] = package(tmp_path, "fonts-inconsolata", "3", fonts)
    return {"odoo-19": odoo, **linked}


def test_the_archive_gives_odoo_and_what_it_links_to(state, debs):
    archive = FakeArchive(debs)
    found = tree.ensure(state, {}, archive)
    assert found.home == state / "odoo" / HOME
    assert (found.home / "odoo/addons/web/Inconsolata.otf").read_text() == "a font"
    assert set(archive.asked) == {"odoo-19", *tree.LINKED}


def test_what_is_there_is_not_fetched_again(state, debs):
    first = tree.ensure(state, {}, FakeArchive(debs))
    assert tree.ensure(state, {}, FakeArchive({})) == first


def test_a_saved_package_waits_until_the_archive_has_none(state, debs, tmp_path):
    newer = {RELEASE: SERIES_19, f"{HOME}/saved": "yes"}
    saved = package(tmp_path, "saved", "19.0.1", newer)
    environ = {"ODOO_DEB": str(saved)}
    assert not (tree.ensure(state, environ, FakeArchive(debs)).home / "saved").exists()
    tree.remove(state / "stamps")
    gone = FakeArchive({name: debs[name] for name in tree.LINKED})
    assert (tree.ensure(state, environ, gone).home / "saved").exists()


@pytest.mark.parametrize("version", [None, "20.0.0-1"])
def test_without_any_package_it_says_what_to_set(state, debs, tmp_path, version):
    left = {name: debs[name] for name in tree.LINKED}
    if version:
        left["odoo-19"] = package(tmp_path, "newer", version, {RELEASE: SERIES_20})
    for environ in ({}, {"ODOO_DEB": str(tmp_path / "not-there.deb")}):
        with pytest.raises(Trouble, match="set ODOO_DEB .* or ODOO_HOME"):
            tree.ensure(state, environ, FakeArchive(left))


def test_a_package_that_changed_inside_is_refused(state, debs, tmp_path):
    debs["odoo-19"] = package(tmp_path, "moved", "19.0.9", {"usr/odoo.py": ""})
    with pytest.raises(Trouble, match="has changed; set ODOO_HOME"):
        tree.ensure(state, {}, FakeArchive(debs))


def test_a_link_that_nothing_fits_is_named(state, debs, tmp_path):
    link = (f"{HOME}/odoo/addons/web/jquery.js", "../../gone/jquery.js")
    files = {RELEASE: SERIES_19}
    debs["odoo-19"] = package(tmp_path, "odoo-19", "19.0.1", files, [link])
    with pytest.raises(Trouble, match="jquery.js links to"):
        tree.ensure(state, {}, FakeArchive(debs))


def test_an_interrupted_fetch_leaves_nothing_half(state, debs):
    class Interrupted(FakeArchive):
        def download(self, names, folder, tell=None):
            if names != ["odoo-19"]:
                raise Stopped(2)
            return super().download(names, folder, tell)

    with pytest.raises(Stopped):
        tree.ensure(state, {}, Interrupted(debs))
    assert not (state / "odoo").exists()
    assert tree.ensure(state, {}, FakeArchive(debs)).home.is_dir()


def test_a_checkout_is_taken_as_it_is(state, tmp_path):
    home = tmp_path / "checkout"
    (home / "odoo").mkdir(parents=True)
    (home / "odoo/release.py").write_text(SERIES_19)
    (home / "addons/web").mkdir(parents=True)
    found = tree.ensure(state, {"ODOO_HOME": str(home)})
    assert (found.home, found.addons) == (home, [home / "addons"])
    assert os.listdir(state.folder) == []


@pytest.mark.parametrize("text", [None, SERIES_20])
def test_a_checkout_of_something_else_is_refused(state, tmp_path, text):
    (tmp_path / "odoo").mkdir()
    if text:
        (tmp_path / "odoo/release.py").write_text(text)
    with pytest.raises(Trouble, match="set ODOO_HOME to a checkout of Odoo 19.0"):
        tree.ensure(state, {"ODOO_HOME": str(tmp_path)})


def test_a_font_in_another_format_fills_a_link(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/fontawesome-webfont.woff2").write_text("drawings")
    for name in ("FontAwesome.otf", "fontawesome-webfont.eot"):
        (tmp_path / name).symlink_to(f"gone/{name}")
    tree.fill_links(tmp_path)
    assert (tmp_path / "FontAwesome.otf").read_text() == "drawings"
    assert (tmp_path / "fontawesome-webfont.eot").read_text() == "drawings"
