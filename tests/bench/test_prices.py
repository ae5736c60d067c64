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
# A line of goods takes 0.47 ms where this was set, a print line 0.13 to 0.17 ms more
# (1.27 to 1.36); the 0.2 ms that the shop allows are 1.43. The rest is a margin for
# other machines.
LINE = 1.6
CLIENT = 0.5
CROWD = 1.25  # ten thousand others, against ten


@pytest.fixture(scope="module")
def figures():
    """Return seconds of a line of goods, of print work among few and many others, and
    of one job for all clients: ``stock``, ``print``, ``few``, ``many``, ``clients``.
    """
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
    more = (figures["print"] - figures["stock"]) * 1000
    with capsys.disabled():
        print(
            f"\na print line takes {ratio:.2f} × stock's, {more:.2f} ms more: {figures}"
        )
    assert ratio < LINE


def test_other_clients_tariffs_and_rungs_cost_nothing(figures, capsys):
    ratio = figures["many"] / figures["few"]
    with capsys.disabled():
        print(f"\na print line takes {ratio:.2f} × as long among 10 000 as among 10")
    assert ratio < CROWD


def test_a_client_more_costs_less_than_a_line(figures, capsys):
    ratio = figures["clients"] / CLIENTS / figures["stock"]
    with capsys.disabled():
        print(f"\none of 5 000 clients takes {ratio:.2f} × a line of goods")
    assert ratio < CLIENT
