"""Two Python environments: Odoo's own, and the tools that test and check it."""

import importlib.util
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from . import process
from .archive import Archive
from .say import Trouble
from .state import ROOT, digest, remove, write

CONFIG = ROOT / "config"
PIP_PACKAGE = "python3-pip-whl"  # Debian's wheel of pip, for a Python without one
# pip's options, then the file of pins
SERVER = (
    (("--no-deps",), CONFIG / "odoo.txt"),
    (("--no-deps",), CONFIG / "print.txt"),
    (("--no-deps", "--require-hashes"), CONFIG / "odoo-addons.txt"),
)
TOOLS = ((("--no-deps",), CONFIG / "tools.txt"),)


@dataclass(frozen=True)
class Python:
    """An environment: where it is, and a key that changes with its packages."""

    folder: Path
    key: str

    @property
    def exe(self):
        return self.folder / "bin/python"

    @property
    def packages(self):
        return self.folder / "lib/python3.11/site-packages"


def server(state, tree):
    """Return the environment that Odoo runs in, with Odoo itself on its path."""
    python = _ensure(state, "server", SERVER, "Python packages of the server")
    link = python.packages / "odoo-source.pth"
    if not link.is_file() or link.read_text() != f"{tree.home}\n":
        write(link, f"{tree.home}\n")
    return python


def tools(state):
    """Return the environment of tests and checks."""
    return _ensure(state, "tools", TOOLS, "Python packages of tests and checks")


def _ensure(state, name, pins, title):
    key = digest(sys.version, *(path for _options, path in pins))
    python = Python(state / f"python-{name}", key)

    def make(tell):
        begun = python.folder / "begun-for"
        if not begun.is_file() or begun.read_text() != key:
            remove(python.folder)
            _create(state, python, tell)
            write(begun, key)
        for number, (options, path) in enumerate(pins):
            install(state, python, [*options, "-r", path], f"pip-{name}-{number}", tell)

    state.step(f"python-{name}", key, title, make)
    return python


def install(state, python, options, log, tell=None):
    """Run pip in ``python``: what an interrupted run installed is kept."""
    process.run(
        [python.exe, "-m", "pip", "install", "--disable-pip-version-check", *options],
        state.log(log),
        tell=tell,
        watch=r"^(?:Collecting|Downloading|Building wheel for) (\S+)",
        what="Installing Python packages",
        env={**os.environ, "PIP_REQUIRE_VIRTUALENV": "0", "PYTHONNOUSERSITE": "1"},
    )


def _create(state, python, tell):
    """Make an empty environment with pip in it, on a bare Debian too."""
    has_pip = importlib.util.find_spec("ensurepip") and _has_wheels()
    options = [] if has_pip else ["--without-pip"]
    process.output([sys.executable, "-m", "venv", *options, python.folder])
    if has_pip:
        return
    tell("fetching pip from Debian's archive")
    part = state / "pip.part"
    remove(part)
    deb = Archive(state).download([PIP_PACKAGE], part)[0]
    process.output(["dpkg-deb", "-x", deb, part])
    wheels = sorted(part.glob("usr/share/python-wheels/pip-*.whl"))
    if not wheels:
        raise Trouble("Install Debian's package python3-venv: no pip was found.")
    process.output(
        [python.exe, wheels[0] / "pip", "install", "--no-index", wheels[0]],
        env={**os.environ, "PIP_REQUIRE_VIRTUALENV": "0"},
    )
    remove(part)


def _has_wheels():
    """Whether ``ensurepip`` brings pip itself: Debian leaves it out of python3."""
    import ensurepip

    try:
        ensurepip.version()
    except Exception:  # whatever a distribution's cut-down module answers
        return False
    return True
