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
