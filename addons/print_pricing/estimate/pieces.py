from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from .drivers import Drivers
from .finding import Finding


@dataclass(frozen=True, slots=True)
class Pieces:
    """Work that is counted by the piece: the quantity of the form is billed as it is.

    >>> Pieces(copies=3).drivers().quantity
    Decimal('3')
    """

    NEEDS: ClassVar = frozenset({"copies"})

    copies: int = 1

    @classmethod
    def from_values(cls, values: Mapping) -> "Pieces":
        return cls(copies=values.get("copies") or 1)

    def drivers(self) -> Drivers:
        return Drivers(Decimal(self.copies), "piece", self.copies)

    def findings(self) -> Iterator[Finding]:
        """Nothing in a bare quantity can contradict itself."""
        return iter(())
