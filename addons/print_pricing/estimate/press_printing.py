"""A printed run: sheets, plates, clicks, finishing, and what contradicts itself.

Offset and digital share the form; the shop's presses come as facts of its choices.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from math import ceil, log2
from typing import ClassVar

from .binding import LOOSE, SADDLE, Binding
from .drivers import Drivers
from .finding import ACCEPT, QUOTE, STOP, Finding
from .finishing import (
    CREASE_ABOVE_GSM,
    FILM_FROM_GSM,
    Fold,
    Operation,
    pieces_to_print,
)
from .money import round_half_up
from .plates import ONE_SET, PERFECTING, SIMPLEX
from .press import SHOP_STYLE, PartRun, RunPress, page_forms, piece_forms
from .press_sheet import PressSheet
from .product import (
    BLOCK,
    COVER,
    INSERT,
    OWN_FORMAT,
    PARTS,
    SHEET,
    Part,
    read_parts,
    read_size,
)
from .reading import names
from .spots import twin_findings

AUTO, DIGITAL, OFFSET = "auto", "digital", "offset"
AT_FOLDS, NO_CREASE = "at_folds", "none"
DIGITS = 3  # grams, square decimetres, micrometres
BOX_KG = 15  # what a person lifts


@dataclass(frozen=True, slots=True)
class PressPrinting:
    """An order of printed pieces, sizes in mm.

    >>> a4 = PressPrinting(1000, 210, 297, parts=(Part("sheet", 2, 4, 4),))
    >>> a4.drivers().counts["number_up"], a4.drivers().counts["sheets"]
    (4, 250)
    """

    NEEDS: ClassVar = frozenset({"finished_format"})

    copies: int = 1
    width_mm: int = 0
    height_mm: int = 0
    flat_mm: tuple[int, int] | None = None
    has_own_format: bool = False
    bleed_mm: int = 3
    parts: tuple[Part, ...] = ()
    process: str = AUTO
    press: RunPress = RunPress()
    ordered_sheet: PressSheet | None = None
    work_style: str = SHOP_STYLE
    fold: Fold = Fold()
    crease: str = AUTO
    binding: Binding = Binding()
    lamination_sides: int = 0
    coating_sides: int = 0
    film: Operation = Operation()
    folding: Operation = Operation()
    finishing: tuple[Operation, ...] = ()
    quoted: tuple[str, ...] = ()
    is_variable: bool = False
    pack_of: int = 0
    spots: tuple[str, ...] = ()

    @classmethod
    def from_values(cls, values: Mapping) -> "PressPrinting":
        """Read a filled form; ``process_options`` are the shop's presses by code."""
        width, height = read_size(values)
        flat = values.get("flat_width"), values.get("flat_height")
        fold = values.get("fold_catalog_data") or {}
        sheet = (values.get("press_sheet_data") or {}).get("sheet")
        finishing = values.get("finishing_data") or ()
        return cls(
            copies=values.get("copies") or 1,
            width_mm=width,
            height_mm=height,
            flat_mm=flat if all(flat) else None,
            has_own_format=values.get("finished_format") == OWN_FORMAT,
            bleed_mm=_or_default(values.get("bleed"), 3),
            parts=read_parts(values),
            process=values.get("process") or AUTO,
            press=_choose_press(values),
            ordered_sheet=PressSheet(int(sheet[0]), int(sheet[1])) if sheet else None,
            work_style=values.get("work_style") or SHOP_STYLE,
            fold=Fold.from_data(values.get("fold_catalog") or "", fold),
            crease=values.get("crease") or AUTO,
            binding=Binding.from_values(values),
            lamination_sides=_sides(values, "lamination"),
            coating_sides=_sides(values, "coating"),
            film=Operation.from_data(values.get("lamination_data") or {}),
            folding=Operation.from_data(fold),
            finishing=tuple(map(Operation.from_data, finishing)),
            quoted=_find_quoted(values),
            is_variable=_is_variable(values),
            pack_of=values.get("pack_of") or 0,
            spots=names(values.get("separations")),
        )

    # What is made --------------------------------------------------------------

    def part(self, code: str) -> Part | None:
        return next((part for part in self.parts if part.code == code), None)

    def outer(self) -> Part | None:
        """The part that film, varnish and creases go on: the cover, or the sheet."""
        return self.part(COVER) or self.part(SHEET) or self.part(BLOCK)

    def spine_mm(self) -> Decimal:
        block = self.part(BLOCK)
        if not block or self.binding.code in ("", SADDLE, LOOSE):
            return Decimal(0)
        return self.binding.spine_mm(block.pages, block.paper)

    def piece_mm(self, part: Part) -> tuple[int, int]:
        """What this part takes on the press sheet: a piece, or one of its pages."""
        if part.code == COVER:
            return 2 * self.width_mm + int(self.spine_mm()), self.height_mm
        if part.code == SHEET:
            return self.flat_mm or self.fold.flat(self.width_mm, self.height_mm)
        return self.width_mm, self.height_mm

    def press_sheet(self) -> PressSheet:
        """The sheet that is printed: the client's, with what the press keeps free."""
        if not (self.ordered_sheet and self.press.takes(self.ordered_sheet)):
            return self.press.sheet
        return replace(
            self.press.sheet,
            width_mm=self.ordered_sheet.width_mm,
            height_mm=self.ordered_sheet.height_mm,
        )

    def number_up(self, part: Part) -> int:
        return self.press_sheet().number_up(*self.piece_mm(part), self.bleed_mm)

    def pieces_to_print(self) -> int:
        """Copies, and what every step after the press will spoil of them."""
        steps = (self.film, *self.finishing, self.folding, self.binding.operation)
        return pieces_to_print(self.copies, steps)

    def run(self, part: Part) -> PartRun:
        """This part on its press, with what the steps after it will spoil."""
        sheet = self.press_sheet()
        if part.code in (BLOCK, INSERT) and part.pages > 2:
            per_form = sheet.pages_per_form(*self.piece_mm(part), self.bleed_mm)
            forms = page_forms(part.pages, per_form)
        else:
            forms = piece_forms(self.number_up(part))
        return PartRun(
            press=replace(self.press, sheet=sheet),
            paper=part.paper,
            forms=forms,
            pieces=self.pieces_to_print(),
            colors_front=part.colors_front,
            colors_back=part.colors_back,
            work_style=self.work_style if part.code == SHEET else SHOP_STYLE,
        )

    def crease_lines(self) -> int:
        """Lines creased on one piece: folds of the sheet, spine of the cover."""
        outer = self.outer()
        if not outer or self.crease == NO_CREASE:
            return 0
        if self.crease == AUTO and outer.paper.weight_gsm <= CREASE_ABOVE_GSM:
            return 0
        return self._fold_lines()

    def weight_kg(self) -> Decimal:
        """Net weight of all finished pieces."""
        return sum((self._part_weight_kg(part) for part in self.parts), Decimal(0))

    # What it costs by ----------------------------------------------------------

    def drivers(self) -> Drivers:
        return Drivers(Decimal(self.copies), "piece", self.copies, self._counts())

    def _counts(self) -> dict:
        """Every figure a price could bill by; all names are always there."""
        runs = {part.code: self.run(part) for part in self.parts}
        all_runs = list(runs.values())
        outer, weight = self.outer(), self.weight_kg()
        counts = {
            "copies": self.copies,
            "number_up": self.number_up(outer) if outer else 0,
            "sheets": sum(run.sheets() for run in all_runs),
            "sheets_gross": sum(run.sheets_gross() for run in all_runs),
            "signatures": sum(run.signatures() for run in all_runs),
            "plates": sum(run.plates() for run in all_runs),
            "impressions": sum(run.impressions() for run in all_runs),
            "clicks_color": sum(run.clicks(is_black=False) for run in all_runs),
            "clicks_black": sum(run.clicks(is_black=True) for run in all_runs),
            "paper_kg": round_half_up(
                sum((r.paper_kg() for r in all_runs), Decimal(0)), DIGITS
            ),
            "press_hours": round_half_up(
                sum((r.hours() for r in all_runs), Decimal(0)), DIGITS
            ),
            "folds": self._folds(runs),
            "creases": self.crease_lines() * self.copies,
            "lamination_m2": self._surface_m2(runs, self.lamination_sides),
            "coating_m2": self._surface_m2(runs, self.coating_sides),
            "bound_pieces": self.copies if self._is_bound() else 0,
            "finishing_pieces": self.copies * len(self.finishing),
            "spine_mm": round_half_up(self.spine_mm(), DIGITS),
            "weight_kg": round_half_up(weight, DIGITS),
            "boxes": ceil(weight / BOX_KG),
            "packs": -(-self.copies // self.pack_of) if self.pack_of else 0,
        }
        counts["clicks"] = counts["clicks_color"] + counts["clicks_black"]
        for code in PARTS:
            run = runs.get(code)
            counts[f"{code}_sheets_gross"] = run.sheets_gross() if run else 0
            counts[f"{code}_plates"] = run.plates() if run else 0
            counts[f"{code}_paper_kg"] = round_half_up(
                run.paper_kg() if run else Decimal(0), DIGITS
            )
        return counts

    def _surface_m2(self, runs: Mapping, sides: int) -> Decimal:
        """Film and varnish go over whole press sheets of the outer part."""
        outer = self.outer()
        if not outer or not sides:
            return Decimal(0)
        area = self.press_sheet().area_mm2() * runs[outer.code].sheets_gross() * sides
        return round_half_up(Decimal(area).scaleb(-6), DIGITS)

    def _folds(self, runs: Mapping) -> int:
        """Fold lines of the whole run: of the sheet, and of each section of a block."""
        of_sheet = self.fold.folds * self.copies if self.part(SHEET) else 0
        if self.binding.code == LOOSE or not self._is_bound():
            return of_sheet
        per_copy = sum(
            form.count * int(log2(max(self._form_pages(part, form) // 2, 1)))
            for part in self.parts
            if part.code in (BLOCK, INSERT) and part.pages > 2
            for form in runs[part.code].forms
        )
        return of_sheet + per_copy * self.copies

    def _form_pages(self, part: Part, form) -> int:
        per_form = self.press_sheet().pages_per_form(
            *self.piece_mm(part), self.bleed_mm
        )
        return per_form // form.pieces_per_sheet

    def _fold_lines(self) -> int:
        if self.part(COVER):
            return self.binding.cover_creases
        return self.fold.folds

    def _is_bound(self) -> bool:
        return bool(self.part(BLOCK) and self.binding.code)

    def _part_weight_kg(self, part: Part) -> Decimal:
        width, height = self.width_mm, self.height_mm
        if part.code == SHEET:
            width, height = self.piece_mm(part)
        return part.paper.weight_kg(width, height, part.leaves() * self.copies)

    # What contradicts itself ---------------------------------------------------

    def findings(self) -> Iterator[Finding]:
        yield from self._part_findings()
        yield from twin_findings(self.spots)
        yield from self._size_findings()
        yield from self._side_findings()
        yield from self._press_findings()
        yield from self._fold_findings()
        yield from self._film_findings()
        yield from self._binding_findings()
        for code in self.quoted:
            yield Finding("R35", code, QUOTE)

    def _part_findings(self) -> Iterator[Finding]:
        needs_block = self.part(COVER) or self.part(INSERT)
        if needs_block and not self.part(BLOCK):
            yield Finding("RP1", "parts", STOP)
        sheet = self.part(SHEET)
        if sheet and not sheet.colors_front + sheet.colors_back:
            yield Finding("F01", "colors_front", STOP)

    def _size_findings(self) -> Iterator[Finding]:
        """R03: pieces that no sheet of the press holds."""
        if not (self.width_mm and self.height_mm):
            return
        if all(self.number_up(part) for part in self.parts):
            return
        across, down = self.press_sheet().printable_mm()
        code = "finished_width" if self.has_own_format else "finished_format"
        limits = {"w": across - 2 * self.bleed_mm, "h": down - 2 * self.bleed_mm}
        yield Finding("R03", code, STOP, limits)

    def _side_findings(self) -> Iterator[Finding]:
        """R17, R18: the way of turning, where the client chose one."""
        sheet = self.part(SHEET)
        if not sheet or self.work_style == SHOP_STYLE:
            return
        if (self.work_style == SIMPLEX) == bool(sheet.colors_back):
            yield Finding("R18", "work_style", STOP, {"b": sheet.colors_back})
        elif self.work_style in ONE_SET and sheet.colors_front != sheet.colors_back:
            plates = max(sheet.colors_front, sheet.colors_back)
            yield Finding("R17", "work_style", ACCEPT, {"n": plates})

    def _press_findings(self) -> Iterator[Finding]:
        """R16, R19: what the press cannot do."""
        sheet, press = self.part(SHEET), self.press
        if self.ordered_sheet and not press.takes(self.ordered_sheet):
            width, height = press.largest_mm()
            params = {"press": press.name, "max": f"{width} × {height}"}
            yield Finding("R16M", "press_sheet", STOP, params)
        if self.is_variable and self.process == OFFSET:
            yield Finding("RP2", "process", STOP, fix=DIGITAL)
        if sheet and self.work_style == PERFECTING and sheet.colors_back:
            inks = sheet.colors_front + sheet.colors_back
            if not press.can_perfect or inks > press.units:
                params = {
                    "press": press.name,
                    "f": sheet.colors_front,
                    "b": sheet.colors_back,
                }
                yield Finding("R19", "work_style", STOP, params, fix="WorkAndBack")

    def _fold_findings(self) -> Iterator[Finding]:
        """R07, R08: sizes that do not come out, board that cracks."""
        sheet = self.part(SHEET)
        if sheet and self.fold.folds and self.flat_mm:
            finished = (self.width_mm, self.height_mm)
            if all(finished) and not self.fold.gives(self.flat_mm, finished):
                flat_width, flat_height = self.flat_mm
                width, height = self.fold.closed(*self.flat_mm)
                params = {
                    "fw": flat_width,
                    "fh": flat_height,
                    "w": width,
                    "h": height,
                }
                yield Finding("R07", "fold_catalog", STOP, params)
        outer = self.outer()
        is_flat = self.crease == NO_CREASE and self._fold_lines()
        if outer and is_flat and outer.paper.weight_gsm > CREASE_ABOVE_GSM:
            yield Finding("R08", "crease", ACCEPT, fix=AT_FOLDS)

    def _film_findings(self) -> Iterator[Finding]:
        """R09: paper that curls under film, or that film does not hold on."""
        outer = self.outer()
        if not outer or not self.lamination_sides or not outer.paper.code:
            return
        is_thin = outer.paper.weight_gsm < FILM_FROM_GSM and self.lamination_sides == 1
        if is_thin or outer.paper.is_delicate:
            yield Finding("R09", "lamination", ACCEPT)

    def _binding_findings(self) -> Iterator[Finding]:
        block = self.part(BLOCK)
        if not block:
            return
        yield from self.binding.page_findings(block.field("pages"), block.pages)
        yield from self.binding.block_findings(block.pages, block.paper)
        insert = self.part(INSERT)
        if insert and self.binding.code == SADDLE:
            yield from self.binding.page_findings(insert.field("pages"), insert.pages)


def _choose_press(values: Mapping) -> RunPress:
    """The press of the process ordered; the shop's choice goes by quantity.

    ``auto`` keeps with its choice up to which quantity (``digital_up_to``) a run is
    printed digitally; what differs from copy to copy always is.
    """
    options = values.get("process_options") or {}
    names = values.get("process_option_names") or {}
    process = values.get("process") or AUTO
    if process == AUTO:
        limit = int((options.get(AUTO) or {}).get("digital_up_to", 0))
        is_short = (values.get("copies") or 1) <= limit
        process = DIGITAL if is_short or _is_variable(values) else OFFSET
    return RunPress.from_data(names.get(process, ""), options.get(process) or {})


def _is_variable(values: Mapping) -> bool:
    return (values.get("variable") or "none") != "none"


def _find_quoted(values: Mapping) -> tuple[str, ...]:
    """Fields with a choice that the shop prices by hand."""
    single = ("finished_format", "paper", "cover_paper", "block_paper", "insert_paper")
    codes = [
        code
        for code in (*single, "binding", "lamination", "coating")
        if (values.get(f"{code}_data") or {}).get("is_quoted")
    ]
    if any(data.get("is_quoted") for data in values.get("finishing_data") or []):
        codes.append("finishing")
    return tuple(codes)


def _sides(values: Mapping, code: str) -> int:
    if (values.get(code) or "none") == "none":
        return 0
    return 2 if values.get(f"{code}_sides") == "2" else 1


def _or_default(value: int | None, default: int) -> int:
    return default if value is None else value
