from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Drivers:
    """What a price multiplies.

    ``quantity`` is billed in ``unit`` (``plate``, ``m2``, ``piece``), for the whole
    job. ``pieces`` is what the order line counts: its unit price is the job's price
    divided by it. ``counts`` names every figure on the way, for people to check.
    """

    quantity: Decimal
    unit: str
    pieces: int
    counts: dict = field(default_factory=dict)

    def __post_init__(self):
        if self.pieces < 1:
            raise ValueError(f"pieces must be at least 1, got {self.pieces}")
        if self.quantity < 0:
            raise ValueError(f"quantity must not be negative, got {self.quantity}")
