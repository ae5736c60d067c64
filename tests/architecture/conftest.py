"""The house seen from outside: files and manifests, read without importing Odoo."""

import ast
from functools import cache
from pathlib import Path

import pytest
from shop import pythons, tree
from shop.addons import all_addons
from shop.state import State


@pytest.fixture(scope="session")
def ours():
    return all_addons()


@pytest.fixture(scope="session")
def manifest_of():
    """Return a function from an add-on's name to its manifest, None if unknown."""
    state = State()
    source = tree.ensure(state)
    packages = pythons.server(state, source).packages
    places = [source.home / "odoo/addons", packages / "odoo/addons", *source.addons]
    own = all_addons()

    @cache
    def find(name):
        if name in own:
            return own[name].manifest
        for place in places:
            path = Path(place, name, "__manifest__.py")
            if path.is_file():
                return ast.literal_eval(path.read_text())
        return None

    return find


@pytest.fixture(scope="session")
def needs(manifest_of):
    """Return a function from an add-on's name to all it stands on."""

    @cache
    def find(name):
        direct = (manifest_of(name) or {}).get("depends", ["base"] * (name != "base"))
        return frozenset(direct).union(*(find(each) for each in direct))

    return find
