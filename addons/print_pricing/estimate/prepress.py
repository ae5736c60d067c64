"""Prepress work: hours by the works ticked and the pages they are done on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from . import hours
from .binding import Binding
from .drivers import Drivers
from .finding import ACCEPT, QUOTE, STOP, Finding
from .plates import PERFECTING, Press
from .press_sheet import PressSheet

IMPOSITION = "imposition"


@dataclass(frozen=True, slots=True)
class Work:
    """One work of the shop's list: hours for the job, and for each page of it."""

    code: str
    hours_job: Decimal = Decimal(0)
    hours_page: Decimal = Decimal(0)
    is_quoted: bool = False

    @classmethod
    def from_data(cls, code: str, data: Mapping) -> "Work":
        return cls(
            code=code,
            hours_job=hours.number(data, "hours"),
            hours_page=hours.number(data, "hours_page"),
            is_quoted=bool(data.get("is_quoted")),
        )


@dataclass(frozen=True, slots=True)
class Prepress(hours.Timed):
    """An order of prepress work; sheet in mm.

    Trapping of 8 pages, six minutes each:

    >>> Prepress(pages=8, works=(Work("trapping", hours_page=Decimal("0.1")),)).hours()
    Decimal('1.0')

    >>> pdf = Work("pdf", Decimal("0.5"))
    >>> trapping = Work("trapping", hours_page=Decimal("0.1"))
    >>> Prepress((pdf, trapping), pages=10).formula()
    '0.5 + 10 × 0.1'
    """

    works: tuple[Work, ...] = ()
    pages: int = 1
    has_open_files: bool = False
    fonts_sent: bool = False
    links_sent: bool = False
    press: Press = Press()
    sheet: tuple[int, int] | None = None
    work_style: str = ""
    binding: Binding = Binding()
    page_mm: tuple[int, int] | None = None
    bleed_mm: int = 3
    planned: int = 0  # imposed sheets, where a scheme tells

    @classmethod
    def from_values(cls, values: Mapping) -> "Prepress":
        codes, data = values.get("works") or (), values.get("works_data") or ()
        press = values.get("press_data") or {}
        sheet = values.get("sheet_width"), values.get("sheet_height")
        page = values.get("finished_width"), values.get("finished_height")
        app = values.get("source_app_data") or {}
        return cls(
            works=tuple(map(Work.from_data, codes, data)),
            pages=values.get("pages") or 1,
            has_open_files=bool(app.get("is_open")),
            fonts_sent=bool(values.get("fonts_sent")),
            links_sent=bool(values.get("links_sent")),
            press=Press.from_data(values.get("press_name") or "", press),
            sheet=sheet if all(sheet) else None,
            work_style=values.get("work_style") or "",
            binding=Binding.from_values(values),
            page_mm=page if all(page) else None,
            bleed_mm=3 if values.get("bleed") is None else values["bleed"],
            planned=values.get("signatures") or 0,
        )

    def imposes(self) -> bool:
        return any(work.code == IMPOSITION for work in self.works)

    def signatures(self) -> int:
        """Imposed sheets; 0 while page and sheet are not known.

        >>> imposition = (Work("imposition"),)
        >>> Prepress(imposition, 64, sheet=(1000, 707), page_mm=(210, 297)).signatures()
        4
        >>> Prepress(imposition, 64, planned=8).signatures()
        8
        """
        if self.imposes() and self.planned:
            return self.planned
        if not (self.imposes() and self.sheet and self.page_mm):
            return 0
        sheet = PressSheet(*self.sheet)
        per_form = sheet.pages_per_form(*self.page_mm, self.bleed_mm)
        return -(-self.pages // per_form) if per_form else 0

    def drivers(self) -> Drivers:
        return self._timed(
            pages=self.pages,
            works=len(self.works),
            works_pages=len(self.works) * self.pages,
            signatures=self.signatures(),
        )

    def findings(self) -> Iterator[Finding]:
        if any(work.is_quoted for work in self.works):
            yield Finding("R35", "works", QUOTE)
        if self.has_open_files and not (self.fonts_sent and self.links_sent):
            code = "links_sent" if self.fonts_sent else "fonts_sent"
            yield Finding("RW1", code, ACCEPT)
        if self.imposes():
            yield from self.binding.page_findings("pages", self.pages)
            yield from self._press_findings()

    def _press_findings(self) -> Iterator[Finding]:
        """R16, R19: what the press that will print it cannot take."""
        limit = self.press.sheet_max
        if self.sheet and limit:
            pairs = zip(sorted(self.sheet), sorted(limit), strict=True)
            if any(a > b for a, b in pairs):
                params = {"press": self.press.name, "max": f"{limit[0]} × {limit[1]}"}
                yield Finding("R16M", "sheet_width", STOP, params)
        if self.work_style == PERFECTING and self.press.can_perfect is False:
            params = {"press": self.press.name}
            yield Finding("R19W", "work_style", STOP, params, fix="WorkAndBack")

    def _steps(self) -> tuple[tuple[int, Decimal], ...]:
        """Works of the job, then works of each page."""
        of_job = sum((work.hours_job for work in self.works), Decimal(0))
        of_page = sum((work.hours_page for work in self.works), Decimal(0))
        return (1, of_job), (self.pages, of_page)
