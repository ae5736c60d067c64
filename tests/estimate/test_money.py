import doctest
import importlib
from decimal import Decimal
from pathlib import Path

import estimate
import pytest
from estimate import Drivers, Pieces, price_total

WITH_EXAMPLES = [
    path.stem
    for path in sorted(Path(estimate.__file__).parent.glob("*.py"))
    if ">>>" in path.read_text()
]


@pytest.mark.parametrize("module", WITH_EXAMPLES)
def test_examples_in_the_docstrings_hold(module):
    result = doctest.testmod(importlib.import_module(f"estimate.{module}"))
    assert result.attempted and not result.failed


def test_halves_go_up_and_no_cent_is_lost():
    assert price_total(Decimal("0.5"), Decimal("0.01"), 2) == Decimal("0.01")
    assert price_total(Decimal(3), Decimal("10.005"), 2) == Decimal("30.02")
    assert price_total(Decimal(3), Decimal("1000.4"), 0) == Decimal(3001)


@pytest.mark.parametrize(("quantity", "rate"), [("-1", "5"), ("1", "-5")])
def test_nothing_is_priced_below_zero(quantity, rate):
    with pytest.raises(ValueError, match="negative"):
        price_total(Decimal(quantity), Decimal(rate), 2)


def test_a_line_always_counts_at_least_one_piece():
    with pytest.raises(ValueError, match="at least 1"):
        Drivers(Decimal(1), "piece", 0)
    assert Pieces.from_values({}).drivers().pieces == 1
