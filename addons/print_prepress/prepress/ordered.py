"""What was ordered, in the terms of a file."""

from collections.abc import Callable
from dataclasses import dataclass

Size = tuple[float, float]


def _as_written(name: str) -> str:
    return name.strip().casefold()


@dataclass(frozen=True, slots=True)
class Ordered:
    """One job; what the order does not say is None or empty, and is not judged.

    Lengths are mm of the finished work, which is ``scale`` times as large as its file.
    ``sizes`` are those that a page may have, any of them and either way round: the
    product, its flat size, its cover spread. ``sheet`` is the plate, film or proof that
    a whole page with its marks has to fit on.

    ``inks`` names every ink of the order, where it names them; else ``colors`` counts
    the most that one side takes. ``spots`` are the spot colours it names, ``extras``
    those that finishing asks for, such as CutContour. ``ink_key`` returns what stays
    the same however an ink is written; the trade's books are known elsewhere.

    ``separations`` are the plates or films to make, ``copies`` of them identical sets.
    ``pockets`` is the material that each edge takes: top, right, bottom, left. ``rows``
    is how many copies differ from one another.
    """

    sizes: tuple[Size, ...] = ()
    sheet: Size | None = None
    scale: float = 1.0
    bleed_mm: float | None = None
    pages: int | None = None
    colors: int | None = None
    inks: tuple[str, ...] = ()
    spots: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()
    ink_key: Callable[[str], str] = _as_written
    ruling_lpi: float | None = None
    paper: str = ""  # coated, uncoated, lwc, sc, news
    separations: int | None = None
    separation_unit: str = "plates"
    copies: int = 1
    pockets: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    has_cut_line: bool = False
    is_imposed: bool = False
    is_trapped: bool = False
    rows: int | None = None
