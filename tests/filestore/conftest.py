"""The store is plain Python: it is imported here without Odoo."""

import sys
from pathlib import Path

import pytest

ADDON = Path(__file__).parents[2] / "addons" / "print_portal"
sys.path.insert(0, str(ADDON))

from filestore import Store  # noqa: E402


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path / "root", floor=0)
    store.prepare()
    return store
