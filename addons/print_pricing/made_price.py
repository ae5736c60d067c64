"""What was really made of a line, and what the engine makes of that."""

from dataclasses import dataclass, field
from decimal import Decimal

from .estimate.final import Remake


@dataclass(frozen=True, slots=True)
class MadeFacts:
    """What staff have noted on a job; what is ``None`` is as it was ordered.

    :param quantity: made, in the unit that the work is billed in
    :param delivered: finished pieces
    :param cause: why that is not what was ordered, one of ``estimate.final.CAUSES``
    """

    quantity: Decimal | None = None
    delivered: int | None = None
    remakes: tuple[Remake, ...] = ()
    cause: str = ""

    def __bool__(self):
        return bool(
            self.quantity is not None or self.delivered is not None or self.remakes
        )


@dataclass(frozen=True, slots=True)
class MadePrice:
    """The price of what was made, in the currency of its line, tax as the product says.

    :param amount: of the whole line
    :param pieces: what the line counts then
    :param rows: of the breakdown, as ``print.estimate`` keeps them
    :param changes: ``component``, ``label``, ``before``, ``after``, ``cause`` and
        ``is_remake`` of each component whose net amount moved
    """

    amount: float
    pieces: int
    rows: list[dict] = field(default_factory=list)
    changes: list[dict] = field(default_factory=list)
