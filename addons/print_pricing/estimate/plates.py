"""CTP plates: how many a job needs, and what in its order contradicts itself.

Counting rules: CIP4 ``ConventionalPrintingParams/@WorkStyle``, with the versioned
plate sample of its schema for language versions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from .drivers import Drivers
from .finding import ACCEPT, QUOTE, STOP, Finding
from .reading import fits, names, number, pair, say_size
from .screen import too_few_tones
from .spots import twin_findings

SIMPLEX = "Simplex"
PERFECTING = "Perfecting"
ONE_SET = ("WorkAndTurn", "WorkAndTumble")  # both sides from one set of plates
OTHER_FORMAT = "other"
SHOP_FAULTS = ("shop", "transport")


@dataclass(frozen=True, slots=True)
class Press:
    """What a press takes, in mm; ``None`` where it is not known."""

    name: str = ""
    sheet_min: tuple[int, int] | None = None
    sheet_max: tuple[int, int] | None = None
    gauges: tuple[str, ...] = ()
    units: int | None = None
    can_perfect: bool | None = None
    max_ruling: int | None = None  # lpi
    plate_format: str = ""  # such as 510x400

    @classmethod
    def from_data(cls, name: str, data: Mapping) -> "Press":
        """Read the facts kept with a press, or with a plate format of the list."""
        return cls(
            name=name,
            sheet_min=pair(data.get("sheet_min")),
            sheet_max=pair(data.get("sheet_max")),
            gauges=tuple(data.get("gauges", ())),
            units=data.get("units"),
            can_perfect=data.get("can_perfect"),
            max_ruling=data.get("max_ruling"),
            plate_format=data.get("plate_format") or "",
        )


@dataclass(frozen=True, slots=True)
class Plates:
    """An order of plates. Colours are counted per side, the sheet is in mm.

    16 pages 4+4 on one sheet, sheetwise:

    >>> Plates(colors_front=4, colors_back=4).count()
    8

    8 pages 4+4, work and turn: one set serves both sides.

    >>> Plates(colors_front=4, colors_back=4, work_style="WorkAndTurn").count()
    4

    Three languages, only black changes, on both sides:

    >>> Plates(colors_front=4, colors_back=4, versions=3, changed_colors=2).count()
    12
    """

    NEEDS: ClassVar = frozenset({"plate_format", "colors_front"})

    colors_front: int = 4
    colors_back: int = 0
    work_style: str = "WorkAndBack"
    signatures: int = 1
    versions: int = 1
    changed_colors: int = 0
    copies: int = 1
    plate_format: str = ""
    plate_format_name: str = ""
    plate_thickness: str = ""
    press: Press = Press()
    sheet: tuple[int, int] | None = None
    plate: tuple[int, int] | None = None
    plate_to_paper: int = 0  # mm, from the edge of the plate to that of the sheet
    screen_ruling: int | None = None
    output_resolution: int | None = None
    is_am: bool = True
    expected: int | None = None
    remake_cause: str = ""
    spots: tuple[str, ...] = ()

    @classmethod
    def from_values(cls, values: Mapping) -> "Plates":
        width, height = values.get("sheet_width"), values.get("sheet_height")
        # Without a press, the plate tells what can be told.
        data = values.get("press_data") or values.get("plate_format_data") or {}
        return cls(
            colors_front=values.get("colors_front") or 0,
            colors_back=values.get("colors_back") or 0,
            work_style=values.get("work_style") or "WorkAndBack",
            signatures=values.get("signatures") or 1,
            versions=values.get("versions") or 1,
            changed_colors=values.get("changed_colors") or 0,
            copies=values.get("copies") or 1,
            plate_format=values.get("plate_format") or "",
            plate_format_name=values.get("plate_format_name") or "",
            plate_thickness=values.get("plate_thickness") or "",
            press=Press.from_data(data.get("press", ""), data),
            sheet=(width, height) if width and height else None,
            plate=_plate_size(values.get("plate_format")),
            plate_to_paper=values.get("plate_to_paper") or 0,
            screen_ruling=number(values.get("screen_ruling")),
            output_resolution=number(values.get("output_resolution")),
            is_am=(values.get("screening_type") or "AM") == "AM",
            expected=values.get("plates_expected"),
            remake_cause=values.get("remake_cause") or "",
            spots=names(values.get("separations")),
        )

    def per_signature(self) -> int:
        """Plates of one signature in its first version."""
        if self.work_style == SIMPLEX:
            return self.colors_front
        if self.work_style in ONE_SET:
            return max(self.colors_front, self.colors_back)
        return self.colors_front + self.colors_back

    def count(self) -> int:
        """Plates to make: signatures and versions, in ``copies`` identical sets."""
        whole = self.copies * self.signatures * self.per_signature()
        return whole + self.changed_count()

    def changed_count(self) -> int:
        """Plates that later versions need, beyond those of the first."""
        changes = self.changed_colors * (self.versions - 1)
        return self.copies * self.signatures * changes

    def set_count(self) -> int:
        """Sets of plates: one for each side, but one for both when work is turned.

        >>> Plates(colors_front=4, colors_back=4).set_count()
        2
        """
        is_single = self.work_style in (SIMPLEX, *ONE_SET)
        return self.copies * self.signatures * (1 if is_single else 2)

    def drivers(self) -> Drivers:
        """Bill every plate, but a remake only when it is the client's own doing."""
        plates = self.count()
        is_free = self.remake_cause in SHOP_FAULTS
        return Drivers(
            quantity=Decimal(0 if is_free else plates),
            unit="plate",
            pieces=max(plates, 1),
            counts={
                "plates": plates,
                "per_signature": self.per_signature(),
                "signatures": self.signatures,
                "versions": self.versions,
                "sets": self.set_count(),
                "changed": self.changed_count(),
                "remakes": plates if self.remake_cause else 0,
            },
        )

    def findings(self) -> Iterator[Finding]:
        yield from twin_findings(self.spots)
        yield from self._side_findings()
        yield from self._press_findings()
        yield from self._screen_findings()
        if self.plate_format == OTHER_FORMAT:
            yield Finding("R35", "plate_format", QUOTE)
        if self.expected and self.expected != self.count():
            params = {"n": self.count(), "m": self.expected}
            rule = "R21N"
            if self.formula() != str(self.count()):
                rule, params["formula"] = "R21", self.formula()
            yield Finding(rule, "plates_expected", ACCEPT, params)

    def formula(self) -> str:
        """The count as arithmetic that a client can follow.

        >>> Plates(colors_front=4, colors_back=1, signatures=3).formula()
        '3 × (4 + 1)'
        """
        side = f"{self.per_signature()}"
        if self.work_style not in (SIMPLEX, *ONE_SET):
            side = f"{self.colors_front} + {self.colors_back}"
        if changes := self.changed_colors * (self.versions - 1):
            side = f"{side} + {changes}"
        factors = [str(n) for n in (self.copies, self.signatures) if n > 1]
        return " × ".join([*factors, f"({side})" if factors and "+" in side else side])

    def _side_findings(self) -> Iterator[Finding]:
        if not self.colors_front + self.colors_back:
            yield Finding("F01", "colors_front", STOP)
        is_simplex = self.work_style == SIMPLEX
        if is_simplex == bool(self.colors_back):
            yield Finding("R18", "work_style", STOP, {"b": self.colors_back})
        if self.work_style in ONE_SET and self.colors_front != self.colors_back:
            yield Finding("R17", "work_style", ACCEPT, {"n": self.per_signature()})
        if self.work_style == PERFECTING and not self._can_perfect():
            yield Finding(
                "R19",
                "work_style",
                STOP,
                {
                    "press": self.press.name,
                    "f": self.colors_front,
                    "b": self.colors_back,
                },
            )

    def _can_perfect(self) -> bool:
        if self.press.can_perfect is None:
            return True
        inks = self.colors_front + self.colors_back
        return self.press.can_perfect and (self.press.units or inks) >= inks

    def _press_findings(self) -> Iterator[Finding]:
        wanted = self.press.plate_format
        if wanted and self.plate_format not in ("", wanted, OTHER_FORMAT):
            yield Finding(
                "F02",
                "plate_format",
                ACCEPT,
                {"press": self.press.name, "format": wanted.replace("x", " × ")},
                fix=wanted,
            )
        if len(self.press.gauges) > 1 and not self.plate_thickness:
            yield Finding(
                "R20",
                "plate_thickness",
                STOP,
                {"list": tuple(map(Decimal, self.press.gauges))},
            )
        if self.sheet and not self._sheet_fits():
            smallest, largest = self.press.sheet_min, self.press.sheet_max
            params = {"press": self.press.name, "max": say_size(largest)}
            rule = "R16M"
            if smallest:
                rule, params["min"] = "R16", say_size(smallest)
            yield Finding(rule, "sheet_width", STOP, params)
        elif self.sheet and self.plate and self.needed_height() > min(self.plate):
            params = {"need": self.needed_height(), "have": min(self.plate)}
            yield Finding("R16P", "sheet_height", STOP, params)

    def needed_height(self) -> int:
        """How high a plate the sheet takes, in mm, with the edge by which it is held.

        The long side lies across the cylinder, where a sheet may be wider than its
        plate (GTO 52: sheet 520, plate 510); round it goes the short one.

        >>> Plates(sheet=(740, 530), plate_to_paper=43).needed_height()
        573
        """
        return min(self.sheet) + self.plate_to_paper if self.sheet else 0

    def _sheet_fits(self) -> bool:
        smallest, largest = self.press.sheet_min, self.press.sheet_max
        if not largest:
            return True
        is_large_enough = not smallest or fits(smallest, self.sheet)
        return is_large_enough and fits(self.sheet, largest)

    def _screen_findings(self) -> Iterator[Finding]:
        ruling, resolution = self.screen_ruling, self.output_resolution
        if not (self.is_am and ruling):
            return
        limit = self.press.max_ruling
        if limit and ruling > limit:
            yield Finding(
                "R13",
                "screen_ruling",
                STOP,
                {"max": limit, "format": self.plate_format_name or self.press.name},
                fix=str(limit),
            )
        elif resolution and (finding := too_few_tones(resolution, ruling)):
            yield finding


def _plate_size(code) -> tuple[int, int] | None:
    """Width and height in mm behind a plate format; nothing for any other size.

    >>> _plate_size("745x605"), _plate_size("other")
    ((745, 605), None)
    """
    width, _x, height = str(code or "").partition("x")
    if not (width.isdecimal() and height.isdecimal()):
        return None
    return int(width), int(height)
