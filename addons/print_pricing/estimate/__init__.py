"""What a print job needs, counted without a database: plates, square metres, pieces.

Models turn a spec into one of the processes below, ask it for its drivers (what the
price multiplies) and for its findings (what contradicts itself in the order).
Lengths are whole millimetres, quantities are exact: ``int`` or ``Decimal``.
"""

from .drivers import Drivers
from .finding import ACCEPT, QUOTE, STOP, Finding
from .money import price_total, round_half_up
from .pieces import Pieces
from .plates import Plates
from .wide_format import WideFormat

PROCESSES = {
    "pieces": Pieces,
    "plates": Plates,
    "area": WideFormat,
}

__all__ = [
    "ACCEPT",
    "PROCESSES",
    "QUOTE",
    "STOP",
    "Drivers",
    "Finding",
    "Pieces",
    "Plates",
    "WideFormat",
    "price_total",
    "round_half_up",
]
