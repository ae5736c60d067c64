"""What the shop knows of a paper: how heavy, how thick, what it may go through."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

OTHER = "other"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper of the shop's list: weight in g/m², caliper in mm.

    ``is_delicate`` marks newsprint and felt-like papers, which no film holds on.
    """

    code: str = ""
    name: str = ""
    weight_gsm: int = 0
    caliper_mm: Decimal = Decimal(0)
    is_delicate: bool = False
    is_quoted: bool = False

    @classmethod
    def from_values(cls, values: Mapping, field: str) -> "Paper":
        """Read the choice of the form's ``field`` with the facts kept beside it."""
        data = values.get(f"{field}_data") or {}
        return cls(
            code=values.get(field) or "",
            name=values.get(f"{field}_name") or "",
            weight_gsm=int(data.get("weight_gsm", 0)),
            caliper_mm=Decimal(str(data.get("caliper_mm", 0))),
            is_delicate=bool(data.get("is_delicate")),
            is_quoted=bool(data.get("is_quoted")),
        )

    def thickness_mm(self, pages: int) -> Decimal:
        """How thick ``pages`` of it lie: leaves times caliper.

        96 pages of gloss 115 g (polycity.ru):

        >>> Paper(caliper_mm=Decimal("0.087")).thickness_mm(96)
        Decimal('4.176')
        """
        return leaves(pages) * self.caliper_mm

    def weight_kg(self, width_mm: int, height_mm: int, count: int) -> Decimal:
        """What ``count`` leaves or sheets of this size weigh.

        1 000 leaves A4 of 115 g, 7.2 kg:

        >>> Paper(weight_gsm=115).weight_kg(210, 297, 1000)
        Decimal('7.172550000')
        """
        return Decimal(width_mm * height_mm * self.weight_gsm * count).scaleb(-9)


def leaves(pages: int) -> int:
    """One leaf has two pages; an odd page takes a leaf of its own."""
    return -(-pages // 2)
