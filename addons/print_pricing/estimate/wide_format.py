"""Wide format: square metres, edges, eyelets, and what does not fit on the roll."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from .drivers import Drivers
from .finding import ACCEPT, QUOTE, STOP, Finding

SIDES = ("top", "right", "bottom", "left")
HEMS = ("hem_glued", "hem_welded", "rope")
POCKET = "pocket"
MARGIN_MM = 10  # a roll prints to this far from each of its edges
ZERO = Decimal(0)
LOOSE_BANNER_MM = 2000  # above this a trimmed edge tears out at the eyelet


@dataclass(frozen=True, slots=True)
class Roll:
    """A material of the shop's list: widths of its rolls in mm, where it may hang.

    ``lead_mm`` of each run is lost before and after the print together;
    ``advance_step_mm`` is what an advance is rounded up to; no piece is billed below
    ``min_piece_m2``.
    """

    widths: tuple[int, ...] = ()
    places: tuple[str, ...] = ()
    lives: tuple[str, ...] = ()
    lead_mm: int = 0
    advance_step_mm: int = 1
    min_piece_m2: Decimal = Decimal(0)
    may_turn: bool = True

    @classmethod
    def from_data(cls, data: Mapping) -> "Roll":
        return cls(
            widths=tuple(data.get("rolls", ())),
            places=tuple(data.get("places", ())),
            lives=tuple(data.get("lives", ())),
            lead_mm=data.get("lead_mm") or 0,
            advance_step_mm=data.get("advance_step_mm") or 1,
            min_piece_m2=Decimal(str(data.get("min_piece_m2") or 0)),
            may_turn=data.get("may_turn", True),
        )


@dataclass(frozen=True, slots=True)
class WideFormat:
    """A banner, a poster, a sticker: visible size in mm.

    >>> WideFormat(3000, 1500, copies=2).drivers().quantity
    Decimal('9.000000')
    """

    width_mm: int
    height_mm: int
    copies: int = 1
    sides: int = 1
    media: str = ""
    media_name: str = ""
    roll: Roll = Roll()
    place: str = ""
    life: str = ""
    edges: dict = field(default_factory=dict)
    eyelets: str = "none"
    pitch_mm: int = 300
    panels: str = "ask"
    overlap_mm: int = 20
    is_installed: bool = False
    laminate: str = ""
    mount: str = ""

    @classmethod
    def from_values(cls, values: Mapping) -> "WideFormat":
        media = values.get("media") or ""
        return cls(
            width_mm=values.get("finished_width") or 0,
            height_mm=values.get("finished_height") or 0,
            copies=values.get("copies") or 1,
            sides=1 if (values.get("sides") or "1") == "1" else 2,
            media=media,
            media_name=values.get("media_name") or media,
            roll=Roll.from_data(values.get("media_data") or {}),
            place=values.get("place") or "",
            life=values.get("life") or "",
            edges={side: values.get(f"edge_{side}") or "trim" for side in SIDES},
            eyelets=values.get("eyelets") or "none",
            pitch_mm=values.get("pitch") or 300,
            panels=values.get("panels") or "ask",
            overlap_mm=values.get("overlap") or 20,
            is_installed=bool(values.get("install")),
            laminate=values.get("laminate") or "",
            mount=values.get("mount") or "",
        )

    def area_m2(self) -> Decimal:
        """Printed area of all pieces, both sides, net of allowances."""
        area = self.width_mm * self.height_mm * self.copies * self.sides
        return Decimal(area).scaleb(-6)

    def billed_area_m2(self) -> Decimal:
        """The same, no piece below the least that the material is billed by."""
        least = self.roll.min_piece_m2 * self.copies * self.sides
        return max(self.area_m2(), least)

    def billed_roll_m2(self) -> Decimal:
        """Roll that the job uses up: roll width times advance, both sides.

        The roll and the way of laying the pieces on it that need least. What is wider
        than the roll is printed in panels. A board is billed by its pieces.

        >>> WideFormat(1000, 3000, copies=3, roll=Roll((1600, 3200))).billed_roll_m2()
        Decimal('9.600000')
        """
        if not self.roll.widths:
            return self.billed_area_m2()
        _panels, used, _along = self._layout()
        return Decimal(used * self.sides).scaleb(-6)

    def _layout(self) -> tuple[int, int, int]:
        """Return ``(panels of a piece, mm² of roll, mm of one seam)``.

        As few panels as can be: what fits whole is never cut to save material. Of the
        rolls and ways that need as few, the one that takes least.
        """
        ways = [(self.width_mm, self.height_mm)]
        if self.roll.may_turn:
            ways.append((self.height_mm, self.width_mm))
        return min(
            self._lay(width, across, along)
            for width in self.roll.widths
            for across, along in ways
        )

    def _lay(self, roll_mm: int, across_mm: int, along_mm: int) -> tuple[int, int, int]:
        """All pieces on one roll, side by side or in panels."""
        usable = roll_mm - 2 * MARGIN_MM
        panels = 1
        strips = _ceil_div(self.copies, max(usable // max(across_mm, 1), 1))
        if across_mm > usable:
            panels = _ceil_div(across_mm - self.overlap_mm, usable - self.overlap_mm)
            strips = self.copies * panels
        step = self.roll.advance_step_mm
        advance = _ceil_div(strips * along_mm + self.roll.lead_mm, step) * step
        return panels, roll_mm * advance, along_mm

    def weld_mm(self) -> int:
        """Running length of the seams between the panels of one piece."""
        if not self.roll.widths:
            return 0
        panels, _used, along = self._layout()
        return (panels - 1) * along

    def perimeter_mm(self) -> int:
        return 2 * (self.width_mm + self.height_mm)

    def eyelet_count(self) -> int:
        """Eyelets of one piece: corners, and ⌈side / pitch⌉ - 1 between them.

        >>> WideFormat(3000, 2000, eyelets="perimeter", pitch_mm=500).eyelet_count()
        20
        """
        width = self._between(self.width_mm)
        height = self._between(self.height_mm)
        return {
            "corners": 4,
            "perimeter": 4 + 2 * width + 2 * height,
            "top": 2 + width,
            "sides": 4 + 2 * height,
        }.get(self.eyelets, 0)

    def panel_count(self) -> int:
        """Strips that one piece is printed in, turned the way that needs fewest.

        >>> WideFormat(6000, 4000, roll=Roll((3200,)), overlap_mm=20).panel_count()
        2
        """
        return self._layout()[0] if self.roll.widths else 1

    def hem_mm(self) -> int:
        """Running length of the hemmed edges of one piece."""
        length = {
            "top": self.width_mm,
            "bottom": self.width_mm,
            "left": self.height_mm,
            "right": self.height_mm,
        }
        return sum(length[side] for side in SIDES if self.edges.get(side) in HEMS)

    def drivers(self) -> Drivers:
        return Drivers(
            quantity=self.billed_area_m2(),
            unit="m2",
            pieces=self.copies,
            counts={
                "area_m2": self.area_m2(),
                "billed_roll_m2": self.billed_roll_m2(),
                "lamination_m2": self.area_m2() if _is_on(self.laminate) else ZERO,
                "mounting_m2": self._face_m2() if _is_on(self.mount) else ZERO,
                "hem_m": self._metres(self.hem_mm()),
                "weld_m": self._metres(self.weld_mm()),
                "perimeter_m": self._metres(self.perimeter_mm()),
                "eyelets": self.eyelet_count() * self.copies,
                "panels": self.panel_count(),
            },
        )

    def _face_m2(self) -> Decimal:
        """Area of all pieces, however many sides are printed."""
        return Decimal(self.width_mm * self.height_mm * self.copies).scaleb(-6)

    def _metres(self, piece_mm: int) -> Decimal:
        return Decimal(piece_mm * self.copies).scaleb(-3)

    def findings(self) -> Iterator[Finding]:
        yield from self._size_findings()
        yield from self._media_findings()
        if self._eyelets_need_hem():
            yield Finding("R26", "eyelets", ACCEPT)
        if self.is_installed:
            yield Finding("R35", "install", QUOTE)

    def _size_findings(self) -> Iterator[Finding]:
        if self.panel_count() > 1 and self.panels == "no":
            yield Finding("R28", "panels", STOP, {"r": max(self.roll.widths)})

    def _media_findings(self) -> Iterator[Finding]:
        is_wrong_place = self.roll.places and self.place not in ("", *self.roll.places)
        is_wrong_life = self.roll.lives and self.life not in ("", *self.roll.lives)
        if is_wrong_place or is_wrong_life:
            rule = "R25" if is_wrong_place else "R25L"
            yield Finding(rule, "media", STOP, {"media": self.media_name})

    def _eyelets_need_hem(self) -> bool:
        if self.eyelets == "none":
            return False
        holed = {"top": ("top",), "sides": ("left", "right")}.get(self.eyelets, SIDES)
        edges = [self.edges.get(side, "trim") for side in holed]
        is_large = max(self.width_mm, self.height_mm) > LOOSE_BANNER_MM
        return POCKET in edges or (is_large and "trim" in edges)

    def _between(self, side_mm: int) -> int:
        return max(_ceil_div(side_mm, self.pitch_mm) - 1, 0)


def _is_on(choice: str) -> bool:
    return choice not in ("", "none")


def _ceil_div(dividend: int, divisor: int) -> int:
    return -(-dividend // divisor)
