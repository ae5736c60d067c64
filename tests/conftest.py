"""What every folder of tests may use."""

import os
import shutil
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from shop.addons import all_addons  # noqa: E402 - its folder is on the path now

# Plain Python is imported as Odoo would never notice: estimate, not odoo.addons....
sys.path.extend(str(addon.path) for addon in all_addons().values() if addon.domains)

AGAIN = 2  # times that a measurement is made again before it counts as missed


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """Let what measures time try again: what the machine did beside it is chance, and
    what has become slow stays slow."""
    for item in items:
        if item.get_closest_marker("quiet") and not item.get_closest_marker("once"):
            item.add_marker(pytest.mark.flaky(reruns=AGAIN))


@pytest.fixture(scope="session")
def program():
    """Return the path of a program; without it skip, or fail where all must run."""

    def find(*names):
        for name in names:
            if path := shutil.which(name):
                return path
        sentence = f"Install {names[0]}: this test needs it."
        if os.environ.get("CI"):
            pytest.fail(sentence)
        pytest.skip(sentence)

    return find
