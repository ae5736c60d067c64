"""Prices: what a print line costs over a line of goods, and all clients in one call.

Repeat with ``./shop test bench``, which prints the figures.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("prices.py")
CLIENTS = 5000
# Ratios to a line of stock goods in the same run: a query too many multiplies them.
LINE = 3
CLIENT = 0.5


@pytest.fixture(scope="module")
def figures():
    """Return seconds: ``stock`` and ``print`` of a line, ``clients`` of all of them."""
    if "SHOP_ODOO" not in os.environ:
        pytest.skip("Run ./shop test bench: it makes the shop to measure.")
    argv = json.loads(os.environ["SHOP_ODOO"])
    argv += ["shell", "-d", os.environ["SHOP_DATABASE"], "--no-http"]
    ran = subprocess.run(
        argv, input=SCRIPT.read_text(), capture_output=True, text=True, check=False
    )
    assert ran.stdout.strip(), ran.stderr[-2000:]
    return json.loads(ran.stdout.strip().splitlines()[-1])


def test_a_print_line_costs_little_more_than_goods(figures, capsys):
    ratio = figures["print"] / figures["stock"]
    with capsys.disabled():
        print(f"\na print line takes {ratio:.1f} × stock's: {figures}")
    assert ratio < LINE


def test_a_client_more_costs_less_than_a_line(figures, capsys):
    ratio = figures["clients"] / CLIENTS / figures["stock"]
    with capsys.disabled():
        print(f"\none of 5 000 clients takes {ratio:.2f} × a line of goods")
    assert ratio < CLIENT
