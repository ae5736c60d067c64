"""Bindings: how many pages they take, and how thick a block they hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from .finding import STOP, Finding
from .finishing import Operation
from .paper import Paper

SADDLE = "SaddleStitch"
SOFT_COVER = "SoftCover"
LOOSE = "LooseBinding"


@dataclass(frozen=True, slots=True)
class Binding:
    """A way of binding, CIP4 ``BindingIntent/@BindingType``; thickness in mm.

    Pages come in multiples of ``multiple``. From ``heavy_gsm`` on at most
    ``heavy_pages`` are held. The spine is the block and ``spine_allowance_mm`` for
    cover and creases.
    """

    code: str = ""
    name: str = ""
    multiple: int = 2
    min_mm: Decimal | None = None
    max_mm: Decimal | None = None
    heavy_gsm: int = 0
    heavy_pages: int = 0
    spine_allowance_mm: Decimal = Decimal(0)
    cover_creases: int = 0
    is_quoted: bool = False
    operation: Operation = Operation()

    @classmethod
    def from_values(cls, values: Mapping, field: str = "binding") -> "Binding":
        """Read the choice of the form's ``field`` with the facts kept beside it."""
        data = values.get(f"{field}_data") or {}
        return cls(
            code=values.get(field) or "",
            name=values.get(f"{field}_name") or "",
            multiple=int(data.get("multiple", 2)),
            min_mm=_decimal(data.get("min_mm")),
            max_mm=_decimal(data.get("max_mm")),
            heavy_gsm=int(data.get("heavy_gsm", 0)),
            heavy_pages=int(data.get("heavy_pages", 0)),
            spine_allowance_mm=_decimal(data.get("spine_allowance_mm")) or Decimal(0),
            cover_creases=int(data.get("cover_creases", 0)),
            is_quoted=bool(data.get("is_quoted")),
            operation=Operation.from_data(data),
        )

    def spine_mm(self, pages: int, paper: Paper) -> Decimal:
        """The spine of a block, cover and creases included.

        >>> gloss = Paper(weight_gsm=115, caliper_mm=Decimal("0.087"))
        >>> Binding(spine_allowance_mm=Decimal(4)).spine_mm(96, gloss)
        Decimal('8.176')
        """
        return paper.thickness_mm(pages) + self.spine_allowance_mm

    def page_findings(self, field: str, pages: int) -> Iterator[Finding]:
        """R04, R05: what a wrong number of pages would have to be."""
        over = pages % self.multiple
        if not self.code or not pages or not over:
            return
        rule = "R04" if self.multiple == 4 else "R05"
        up = pages - over + self.multiple
        down = max(pages - over, self.multiple)
        yield Finding(rule, field, STOP, {"down": down, "up": up}, fix=str(up))

    def block_findings(self, pages: int, paper: Paper) -> Iterator[Finding]:
        """R06: a block too thick to stitch, or too thin to glue."""
        thickness = paper.thickness_mm(pages)
        if not thickness:
            return
        params = {"mm": thickness.quantize(Decimal("0.1")), "binding": self.name}
        is_heavy = self.heavy_gsm and paper.weight_gsm >= self.heavy_gsm
        if (
            self.max_mm
            and thickness > self.max_mm
            or is_heavy
            and pages > self.heavy_pages
        ):
            yield Finding("R06", "binding", STOP, params, fix=SOFT_COVER)
        elif self.min_mm and thickness < self.min_mm:
            yield Finding("R06T", "binding", STOP, params, fix=SADDLE)


def _decimal(value) -> Decimal | None:
    return None if value is None else Decimal(str(value))
