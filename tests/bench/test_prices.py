"""Prices: what a print line costs over a line of goods, and all clients in one call.

Repeat with ``./shop test bench``; figures are printed with ``-s``.
"""

import json
import os
import subprocess
from pathlib import Path

import pytest

SCRIPT = Path(__file__).with_name("prices.py")
OVER_STOCK_S = 0.0002  # of one line, on a machine that reprices goods in STOCK_S
STOCK_S = 0.0005
CLIENTS_S = 0.5


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


def test_a_print_line_costs_little_more_than_goods(figures):
    slowness = max(figures["stock"] / STOCK_S, 1)
    over = figures["print"] - figures["stock"]
    print(f"a print line takes {figures['print'] / figures['stock']:.1f} × stock's")
    assert over <= OVER_STOCK_S * slowness, figures


def test_five_thousand_clients_in_half_a_second(figures):
    print(f"5 000 clients: {figures['clients']:.2f} s")
    slowness = max(figures["stock"] / STOCK_S, 1)
    assert figures["clients"] <= CLIENTS_S * slowness, figures
