"""Odoo 19.0's source: somebody's checkout, or Debian's package unpacked."""

import os
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

from . import process
from .archive import Archive
from .say import Trouble
from .state import digest, remove

SERIES = "19.0"
PACKAGE = "odoo-19"
# Its files link into these packages; without them pages lose jQuery and fonts.
LINKED = (
    "libjs-jquery",
    "libjs-jquery-form",
    "libjs-underscore",
    "fonts-roboto-unhinted",
    "fonts-montserrat",
    "fonts-ocr-b",
    "fonts-inconsolata",
    "fonts-font-awesome",
)
RECIPE = "1"  # raise it when unpacking changes, and every tree is made again
VERSION = "VERSION"  # file in the tree: which package it came from
FONTS = {".ttf", ".otf", ".woff", ".woff2", ".eot"}


@dataclass(frozen=True)
class Tree:
    """Where Odoo is.

    :param home: the folder that goes on Python's path
    :param key: changes when the source does
    """

    home: Path
    key: str

    @property
    def addons(self):
        """Add-on folders that Python's path does not lead to."""
        folder = self.home / "addons"
        return [folder] if (folder / "web").is_dir() else []


def ensure(state, environ=os.environ, archive=None):
    """Return the tree, fetched and unpacked if it is not there yet."""
    if home := environ.get("ODOO_HOME"):
        return _checkout(Path(home).expanduser().absolute())
    folder = state / "odoo"
    package = _Package(state, archive or Archive(state), environ)
    state.step("odoo", RECIPE, "Odoo 19", package.unpack)
    home = folder / "usr/lib/python3/dist-packages"
    _check_series(home, f"run ./shop reset --all to fetch {PACKAGE} again")
    return Tree(home, digest(folder / VERSION))


def _checkout(home):
    """Return the tree of ``ODOO_HOME``, wherever in it the package ``odoo`` is."""
    inside = home / "usr/lib/python3/dist-packages"
    home = inside if inside.is_dir() else home
    _check_series(home, "set ODOO_HOME to a checkout of Odoo 19.0, or unset it")
    commit = ""
    if (home / ".git").exists():
        commit = process.output(["git", "-C", home, "rev-parse", "HEAD"])
    return Tree(home, digest(str(home), commit, home / "odoo/release.py"))


def _check_series(home, way_out):
    release = home / "odoo/release.py"
    text = release.read_text() if release.is_file() else ""
    found = re.search(r"^version_info = \((\d+), (\d+),", text, re.MULTILINE)
    if not found or ".".join(found.groups()) != SERIES:
        raise Trouble(f"{home} is not Odoo {SERIES}: {way_out}.")


class _Package:
    """Debian's package and what it links to, unpacked into one tree."""

    def __init__(self, state, archive, environ):
        self._state = state
        self._archive = archive
        self._environ = environ

    def unpack(self, tell):
        debs = self._state / "debs"
        tell("reading Debian's lists")
        version, odoo = self._odoo(debs, tell)
        tell("fetching what it links to")
        linked = self._archive.download(LINKED, debs, tell)
        part = self._state / "odoo.part"
        remove(part)
        for deb in (odoo, *linked):
            tell(f"unpacking {deb.name}")
            process.output(["dpkg-deb", "-x", deb, part])
        fill_links(part)
        _check_series(
            part / "usr/lib/python3/dist-packages",
            f"{odoo.name} has changed; set ODOO_HOME to a checkout of Odoo {SERIES}",
        )
        (part / VERSION).write_text(version)
        remove(self._state / "odoo")
        part.rename(self._state / "odoo")
        remove(debs)

    def _odoo(self, debs, tell):
        """Return version and file of the package: the archive's, else ``ODOO_DEB``."""
        found = self._archive.version(PACKAGE)
        if found.startswith(f"{SERIES}."):
            tell(f"fetching {PACKAGE} {found}")
            return found, self._archive.download([PACKAGE], debs, tell)[0]
        given = self._environ.get("ODOO_DEB")
        if not given or not Path(given).is_file():
            raise Trouble(
                f"Debian's archive has no {PACKAGE} of {SERIES} any more: set ODOO_DEB"
                " to a saved file of it, or ODOO_HOME to a checkout of Odoo"
                f" {SERIES}."
            )
        saved = Path(given).absolute()
        return process.output(["dpkg-deb", "-f", saved, "Version"]).strip(), saved


def fill_links(root):
    """Give each dangling link of ``root`` the nearest file the packages brought.

    Newer font packages name their files differently, and the newest Font Awesome
    no longer has Odoo's drawings: a font of the same name, in any format, serves,
    because browsers look into the file and not at its name.

    :raise Trouble: naming a link that nothing fits
    """
    fonts = {}
    for path in sorted(root.rglob("*")):
        if path.suffix.lower() in FONTS and path.is_file() and not path.is_symlink():
            fonts.setdefault(_font_name(path), []).append(path)
    for link in sorted(root.rglob("*")):
        if not link.is_symlink() or link.exists():
            continue
        target = Path(os.readlink(link))
        near = fonts.get(_font_name(target), [])
        same = [path for path in near if path.suffix == target.suffix]
        if not near:
            raise Trouble(
                f"{link.relative_to(root)} links to {target.name}, which no package"
                f" brings now: set ODOO_HOME to a checkout of Odoo {SERIES}."
            )
        link.unlink()
        shutil.copyfile((same or near)[0], link)


def _font_name(path):
    name = path.stem.lower().replace("-", "")
    return name.removesuffix("regular").removesuffix("webfont")
