"""The few libraries that PDF documents need, where nobody installed them."""

import ctypes
import os
import re
from pathlib import Path

from . import process, say
from .archive import Archive
from .say import Trouble
from .state import digest, remove

# Shared library, as WeasyPrint loads it, and the package that has it
WANTED = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
FONTS = Path("/etc/fonts")


def environ(state):
    """Return the variables under which a program finds the libraries.

    Those that the machine has are left alone; the others are unpacked from the
    packages of its own Debian release, which asks for no rights.
    """
    packages = [package for name, package in WANTED.items() if not _loads(name)]
    if not packages:
        return {}
    folder = state / "libraries"
    try:
        state.step(
            "libraries",
            digest(*packages),
            "Libraries for PDF documents",
            lambda tell: _unpack(state, packages, folder, tell),
        )
    except Trouble as trouble:
        say.line(f"{trouble}\nInstall {' '.join(packages)} to get PDF documents.")
        return {}
    found = [path.parent for path in folder.rglob("*.so.*")]
    known = os.environ.get("LD_LIBRARY_PATH")
    paths = [*map(str, dict.fromkeys(found)), *([known] if known else [])]
    fonts = {} if FONTS.is_dir() else {"FONTCONFIG_PATH": str(folder / "etc/fonts")}
    return {"LD_LIBRARY_PATH": ":".join(paths), **fonts}


def _loads(name):
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _unpack(state, packages, folder, tell):
    """Unpack ``packages`` and what this machine lacks of their needs."""
    archive = Archive(state, _release(), "/var/lib/dpkg/status")
    part = state / "libraries.part"
    remove(part)
    tell("fetching")
    for deb in archive.download(archive.missing(packages), state / "debs", tell):
        process.output(["dpkg-deb", "-x", deb, part])
    remove(folder)
    part.rename(folder)
    remove(state / "debs")


def _release(path=Path("/etc/os-release")):
    """Return the name of this machine's Debian release."""
    text = path.read_text() if path.is_file() else ""
    found = re.search(r"^VERSION_CODENAME=\"?(\w+)", text, re.MULTILINE)
    return found[1] if found else "sid"
