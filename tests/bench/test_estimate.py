"""The engine alone: a price costs the same with ten tariffs, rungs and clients as with
ten thousand.

Repeat with ``./shop test bench``, which prints the figures.
"""

import sys
import time
from decimal import Decimal
from pathlib import Path

import pytest

ADDON = Path(__file__).parents[2] / "addons" / "print_pricing"
sys.path.insert(0, str(ADDON))

from estimate import (  # noqa: E402
    Client,
    Component,
    Discount,
    Drivers,
    Job,
    Recipe,
    Tariff,
    TariffChoice,
    TariffKey,
    price_for_clients,
    price_one,
)

FEW, MANY = 10, 10_000
ROUNDS, TIMES = 7, 200
CROWDS = 3  # rounds of pricing for many clients: long enough to be measured one by one
# A search in a sorted list of a thousand times as many rungs takes some steps more.
AT_MOST = 2


def seconds(action, rounds=ROUNDS, times=TIMES):
    """Return what ``action`` takes of the processor in the fastest round."""
    spent = []
    for _round in range(rounds):
        began = time.process_time()
        for _time in range(times):
            action()
        spent.append((time.process_time() - began) / times)
    return min(spent)


def make_job(tariffs=FEW, rungs=FEW, **settings):
    """Return a job that one of many tariffs prices, at a rung in the middle."""
    grid = [[rung, f"{12 + 1 / rung:.4f}"] for rung in range(1, rungs + 1)]
    cheap = Tariff.of([[1, "8.00"]], billing_unit="plate")
    keys = [TariffKey(cheap, {"plate_format": f"{n}x1"}) for n in range(tariffs)]
    keys.append(TariffKey(Tariff.of(grid, billing_unit="plate"), {"plate_format": "A"}))
    plates = Component("plates", TariffChoice.of(keys), "ImageSetting")
    recipe = Recipe((plates,), keys[-1].tariff.rounding)
    pieces = Decimal(rungs // 2)
    drivers = Drivers(pieces, "plate", pieces, {"plates": pieces})
    return Job(recipe, drivers, {"plate_format": "A"}, **settings)


@pytest.mark.parametrize("what", ["tariffs", "rungs"])
def test_a_price_costs_the_same_however_many_there_are(what, capsys):
    few, many = (make_job(**{what: number}) for number in (FEW, MANY))
    ratio = seconds(lambda: price_one(many)) / seconds(lambda: price_one(few))
    with capsys.disabled():
        print(f"\nestimate: {MANY} {what} take {ratio:.2f} × what {FEW} take")
    assert ratio < AT_MOST


def test_a_client_more_costs_the_same_however_many_there_are(capsys):
    job = make_job()
    few, many = (
        [Client((Discount(Decimal(n % 30)),)) for n in range(number)]
        for number in (FEW, MANY)
    )
    crowd = seconds(lambda: price_for_clients(job, many), CROWDS, 1)
    ratio = crowd / MANY / (seconds(lambda: price_for_clients(job, few)) / FEW)
    with capsys.disabled():
        print(f"\nestimate: one of {MANY} clients takes {ratio:.2f} × one of {FEW}")
    assert ratio < AT_MOST
