"""What a client asks to be printed: its parts, their pages, inks and papers."""

from collections.abc import Mapping
from dataclasses import dataclass

from .paper import Paper, leaves

SHEET, COVER, BLOCK, INSERT = PARTS = ("sheet", "cover", "block", "insert")
OWN_FORMAT = "own"
COVER_PAGES = 4
# The fields of the sheet have no prefix: a flyer is all that most forms hold.
PREFIXES = {SHEET: "", COVER: "cover_", BLOCK: "block_", INSERT: "insert_"}


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the product, CIP4 ``ProductType``: pages, inks a side, paper."""

    code: str
    pages: int = 2
    colors_front: int = 0
    colors_back: int = 0
    paper: Paper = Paper()

    @classmethod
    def from_values(cls, code: str, values: Mapping) -> "Part":
        prefix = PREFIXES[code]
        fixed = {SHEET: 2, COVER: COVER_PAGES}.get(code)
        return cls(
            code=code,
            pages=fixed or values.get(f"{prefix}pages") or 0,
            colors_front=values.get(f"{prefix}colors_front") or 0,
            colors_back=values.get(f"{prefix}colors_back") or 0,
            paper=Paper.from_values(values, f"{prefix}paper"),
        )

    def field(self, name: str) -> str:
        """The code of this part's form field, such as ``block_paper``."""
        return PREFIXES[self.code] + name

    def leaves(self) -> int:
        return leaves(self.pages)


def read_parts(values: Mapping) -> tuple[Part, ...]:
    """The parts that are ordered, in the order of the form; a sheet by default."""
    wanted = values.get("parts") or [SHEET]
    return tuple(Part.from_values(code, values) for code in PARTS if code in wanted)


def read_size(values: Mapping, choice: str = "finished_format") -> tuple[int, int]:
    """Finished size in mm: a format of the list, or width and height as typed.

    >>> a5 = {"finished_format_data": {"size": [148, 210]}}
    >>> read_size({"finished_format": "A5", **a5})
    (148, 210)
    """
    size = (values.get(f"{choice}_data") or {}).get("size")
    if values.get(choice) != OWN_FORMAT and size:
        return int(size[0]), int(size[1])
    return values.get("finished_width") or 0, values.get("finished_height") or 0
