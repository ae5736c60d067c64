"""The ground that the shop stands on, tried without the shop on it."""

import sys
from pathlib import Path

import pytest
from shop.pythons import Python
from shop.state import State


@pytest.fixture
def state(tmp_path):
    return State(tmp_path / "state")


@pytest.fixture
def python():
    """An environment with psycopg2: the one that these tests run in."""
    return Python(Path(sys.prefix), "tests")
