"""Add-ons as wheels, and an Odoo that knows nothing of this folder."""

import json
import subprocess
import sys
from zipfile import ZipFile

import pytest
from shop import pythons, tree
from shop.addons import all_addons
from shop.state import State


@pytest.fixture(scope="session")
def state():
    return State()


@pytest.fixture(scope="session")
def wheels(tmp_path_factory):
    """Build every add-on as its ``pyproject.toml`` says; return wheels by add-on."""
    folder = tmp_path_factory.mktemp("wheels")
    built = {}
    for name, addon in all_addons().items():
        command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-index"]
        options = ["--no-build-isolation", "--wheel-dir", folder / name, addon.path]
        done = subprocess.run([*command, *options], capture_output=True, text=True)
        assert not done.returncode, done.stderr
        (built[name],) = (folder / name).glob("*.whl")
    return built


@pytest.fixture(scope="session")
def contents(wheels):
    """Return a function from an add-on's name to the files of its wheel."""

    def read(name):
        with ZipFile(wheels[name]) as wheel:
            inside = f"odoo/addons/{name}/"
            names = [each for each in wheel.namelist() if each.startswith(inside)]
            return {each.removeprefix(inside) for each in names}

    return read


class Elsewhere:
    """Odoo in an environment of its own, from a second tree, with our wheels.

    :param folder: where all of it is
    :param packages: the Python packages that Odoo asks for
    :param home: the source of Odoo
    """

    def __init__(self, folder, packages, home):
        self.folder = folder
        self.exe = folder / "venv/bin/python"
        subprocess.run(
            [sys.executable, "-m", "venv", "--without-pip", folder / "venv"], check=True
        )
        source = folder / "tree"
        source.mkdir()
        for part in home.iterdir():
            (source / part.name).symlink_to(part)
        self.packages = folder / "venv/lib/python3.11/site-packages"
        (self.packages / "elsewhere.pth").write_text(f"{source}\n{packages}\n")

    def install(self, wheels):
        subprocess.run(
            [
                *(sys.executable, "-m", "pip", f"--python={self.exe}", "install"),
                *("--no-deps", "--no-index", "--quiet", *wheels),
            ],
            check=True,
        )

    def ask(self, code):
        """Run ``code`` with Odoo set up, in an empty folder; return what it prints."""
        done = subprocess.run(
            [self.exe, "-c", SET_UP + code],
            cwd=self.folder,
            capture_output=True,
            text=True,
            env={"PATH": "/usr/bin:/bin", "HOME": str(self.folder)},
        )
        assert not done.returncode, done.stderr
        return json.loads(done.stdout)


SET_UP = """
import importlib, json, sys
import odoo.init
from odoo.tools import config
config.parse_config([])
from odoo.modules import module
module.initialize_sys_path()
"""


@pytest.fixture(scope="session")
def another_odoo(state, tmp_path_factory):
    """Return a function that makes an ``Elsewhere``, without our wheels yet."""
    source = tree.ensure(state)
    packages = pythons.server(state, source).packages

    def make():
        folder = tmp_path_factory.mktemp("elsewhere")
        return Elsewhere(folder, packages, source.home)

    return make


@pytest.fixture(scope="session")
def elsewhere(another_odoo, wheels):
    there = another_odoo()
    there.install(wheels.values())
    return there


@pytest.fixture(scope="session")
def names():
    return sorted(all_addons())
