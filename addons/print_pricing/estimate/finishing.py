"""After the press: folds, creases, film, and what is spoiled on the way."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

TOLERANCE_MM = 3  # of a folded size; the inner panel of a letter fold is 1-2 shorter
CREASE_ABOVE_GSM = 170  # above this the fibres break at a fold
FILM_FROM_GSM = 115  # thinner paper curls under film on one side


@dataclass(frozen=True, slots=True)
class Fold:
    """An entry of the CIP4 fold catalogue.

    ``grid`` is how often the closed piece goes into the flat one, across and down
    (a gate fold closes to half although it has four panels); ``folds`` the lines.

    >>> Fold("F6-4", (3, 1), 2).closed(297, 210)
    (99, 210)
    """

    code: str = ""
    grid: tuple[int, int] = (1, 1)
    folds: int = 0

    @classmethod
    def from_data(cls, code: str, data: Mapping) -> "Fold":
        across, down = data.get("grid") or (1, 1)
        return cls(code, (int(across), int(down)), int(data.get("folds", 0)))

    def flat(self, width_mm: int, height_mm: int) -> tuple[int, int]:
        """The flat size of a piece that closes to this size."""
        return width_mm * self.grid[0], height_mm * self.grid[1]

    def closed(self, width_mm: int, height_mm: int) -> tuple[int, int]:
        """The size this flat piece closes to, to the whole mm."""
        return width_mm // self.grid[0], height_mm // self.grid[1]

    def gives(self, flat: tuple[int, int], finished: tuple[int, int]) -> bool:
        """Whether ``flat`` folded this way, in either direction, is ``finished``."""
        width, height = flat
        across, down = self.grid
        sizes = ((width / across, height / down), (width / down, height / across))
        return any(
            all(
                abs(a - b) <= TOLERANCE_MM
                for a, b in zip(sorted(size), sorted(finished), strict=True)
            )
            for size in sizes
        )


@dataclass(frozen=True, slots=True)
class Operation:
    """A step after the press and what it spoils: pieces to set up, percent running."""

    waste_pieces: int = 0
    waste_percent: Decimal = Decimal(0)

    @classmethod
    def from_data(cls, data: Mapping) -> "Operation":
        return cls(
            waste_pieces=int(data.get("waste_pieces", 0)),
            waste_percent=Decimal(str(data.get("waste_percent", 0))),
        )

    def takes(self, delivered: int) -> int:
        """Pieces that have to come in for ``delivered`` good ones to come out."""
        spoiled = ceil(delivered * self.waste_percent / 100)
        return delivered + self.waste_pieces + spoiled


def pieces_to_print(copies: int, operations: Iterable[Operation]) -> int:
    """Walk from the client back to the press: each step delivers what the next takes.

    >>> folding, cutting = Operation(10, Decimal(1)), Operation(5)
    >>> pieces_to_print(1000, (folding, cutting))
    1026
    """
    pieces = copies
    for operation in reversed(tuple(operations)):
        pieces = operation.takes(pieces)
    return pieces
