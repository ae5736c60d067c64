"""Presses: what they keep, waste and take time for, and one part's run on them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from .paper import Paper
from .plates import ONE_SET, PERFECTING, SIMPLEX, Plates
from .press_sheet import PressSheet

SHOP_STYLE = "shop"  # the shop decides how the sheet is turned
SHEETWISE = "WorkAndBack"
WORK_AND_TURN = "WorkAndTurn"


@dataclass(frozen=True, slots=True)
class RunPress:
    """A press that prints runs.

    ``waste_setup`` sheets go for each form, ``waste_run`` percent of the net sheets
    for each pass; ``makeready_minutes`` for each form and pass; ``speed`` is sheets an
    hour. ``clicks_per_side`` is what a digital press counts for one side of its sheet.
    """

    name: str = ""
    sheet: PressSheet = PressSheet(707, 500, gripper_mm=10, margin_mm=5)
    sheet_max: tuple[int, int] | None = None
    is_digital: bool = False
    units: int = 4
    can_perfect: bool = False
    waste_setup: int = 0
    waste_run: Decimal = Decimal(0)
    makeready_minutes: int = 0
    speed: int = 0
    clicks_per_side: int = 1

    @classmethod
    def from_data(cls, name: str, data: Mapping) -> "RunPress":
        width, height = data.get("sheet") or (707, 500)
        return cls(
            name=name,
            sheet=PressSheet(
                int(width),
                int(height),
                gripper_mm=int(data.get("gripper", 0)),
                margin_mm=int(data.get("margin", 0)),
            ),
            sheet_max=tuple(data["sheet_max"]) if data.get("sheet_max") else None,
            is_digital=bool(data.get("is_digital")),
            units=int(data.get("units", 4)),
            can_perfect=bool(data.get("can_perfect")),
            waste_setup=int(data.get("waste_setup", 0)),
            waste_run=Decimal(str(data.get("waste_run_percent", 0))),
            makeready_minutes=int(data.get("makeready_minutes", 0)),
            speed=int(data.get("speed", 0)),
            clicks_per_side=int(data.get("clicks_per_side", 1)),
        )

    def takes(self, sheet: PressSheet) -> bool:
        """Whether ``sheet`` goes through this press, turned either way."""
        other = sorted((sheet.width_mm, sheet.height_mm))
        return all(
            b <= a for a, b in zip(sorted(self.largest_mm()), other, strict=True)
        )

    def largest_mm(self) -> tuple[int, int]:
        """The largest sheet that it takes, not only the one that it usually prints."""
        return self.sheet_max or (self.sheet.width_mm, self.sheet.height_mm)

    def passes(self, colors_front: int, colors_back: int, style: str) -> int:
        """How often a sheet goes through: by units, once when both sides fit them.

        >>> RunPress(units=4).passes(5, 4, "WorkAndBack")
        3
        >>> RunPress(units=8, can_perfect=True).passes(4, 4, "Perfecting")
        1
        """
        if self.is_digital:
            return 1
        if style == PERFECTING and self.can_perfect:
            return max(_ceil_div(colors_front + colors_back, self.units), 1)
        if style in ONE_SET and colors_back:
            return 2 * _ceil_div(max(colors_front, colors_back), self.units)
        sides = (colors_front, colors_back)
        return max(sum(_ceil_div(colors, self.units) for colors in sides), 1)


@dataclass(frozen=True, slots=True)
class Form:
    """One imposed sheet: ``pieces_per_sheet`` of what it carries come off a sheet."""

    pieces_per_sheet: int
    count: int = 1


@dataclass(frozen=True, slots=True)
class PartRun:
    """One part of the product on its press: sheets, plates, clicks, hours.

    Waste is added, not grossed up: net + set-up sheets of each form + percent of the
    net sheets for each pass. ``pieces`` are what the press has to deliver.
    """

    press: RunPress
    paper: Paper
    forms: tuple[Form, ...]
    pieces: int
    colors_front: int = 0
    colors_back: int = 0
    work_style: str = SHOP_STYLE

    def style(self, form: Form) -> str:
        """How the sheet is turned; the shop takes one set of plates where it can."""
        if not self.colors_back:
            return SIMPLEX
        if self.work_style != SHOP_STYLE:
            return self.work_style
        inks = self.colors_front + self.colors_back
        if self.press.can_perfect and inks <= self.press.units:
            return PERFECTING
        is_even = form.pieces_per_sheet % 2 == 0
        if is_even and self.colors_front == self.colors_back:
            return WORK_AND_TURN
        return SHEETWISE

    def plates(self) -> int:
        if self.press.is_digital:
            return 0
        return sum(
            form.count
            * Plates(
                self.colors_front, self.colors_back, self.style(form)
            ).per_signature()
            for form in self.forms
        )

    def signatures(self) -> int:
        return sum(form.count for form in self.forms)

    def sheets(self) -> int:
        """Net sheets."""
        return sum(self._net(form) for form in self.forms)

    def sheets_gross(self) -> int:
        return sum(self._gross(form) for form in self.forms)

    def impressions(self) -> int:
        """Sheets times passes; on a digital press, sides that it prints."""
        if self.press.is_digital:
            return self.sheets_gross() * self._sides()
        return sum(self._gross(form) * self._passes(form) for form in self.forms)

    def clicks(self, is_black: bool) -> int:
        """Sides a digital press counts, in black alone or in colour."""
        if not self.press.is_digital:
            return 0
        sides = sum(
            (colors == 1) is is_black
            for colors in (self.colors_front, self.colors_back)
            if colors
        )
        return self.sheets_gross() * sides * self.press.clicks_per_side

    def hours(self) -> Decimal:
        """Make-ready and running time, in hours."""
        ready = sum(form.count * self._passes(form) for form in self.forms)
        minutes = Decimal(ready * self.press.makeready_minutes)
        running = (
            Decimal(self.impressions()) / self.press.speed if self.press.speed else 0
        )
        return minutes / 60 + running

    def paper_kg(self) -> Decimal:
        sheet = self.press.sheet
        return self.paper.weight_kg(
            sheet.width_mm, sheet.height_mm, self.sheets_gross()
        )

    def _sides(self) -> int:
        return bool(self.colors_front) + bool(self.colors_back)

    def _passes(self, form: Form) -> int:
        return self.press.passes(self.colors_front, self.colors_back, self.style(form))

    def _net(self, form: Form) -> int:
        return form.count * _ceil_div(self.pieces, form.pieces_per_sheet)

    def _gross(self, form: Form) -> int:
        net = self._net(form)
        spoiled = net * self._passes(form) * self.press.waste_run / 100
        return net + form.count * self.press.waste_setup + ceil(spoiled)


def piece_forms(number_up: int) -> tuple[Form, ...]:
    """The form of a flat piece that lies ``number_up`` times on the sheet."""
    return (Form(max(number_up, 1)),)


def page_forms(pages: int, pages_per_form: int) -> tuple[Form, ...]:
    """The forms of a block: full sections, then one that the rest shares with itself.

    24 pages in sections of 16: one full form, and 8 pages twice on the second.

    >>> page_forms(24, 16)
    (Form(pieces_per_sheet=1, count=1), Form(pieces_per_sheet=2, count=1))
    """
    if not pages or not pages_per_form:
        return ()
    full, rest = divmod(pages, pages_per_form)
    forms = (Form(1, full),) if full else ()
    return (*forms, Form(pages_per_form // rest)) if rest else forms


def _ceil_div(dividend: int, divisor: int) -> int:
    return -(-dividend // divisor)
