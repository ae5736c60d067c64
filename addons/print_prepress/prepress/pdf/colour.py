"""Colour spaces, and what they print with.

What is not given in inks is taken as what it will be separated into: RGB and Lab as
cyan, magenta, yellow and black, gray as black. A space that stands on another by a
palette counts as that one.
"""

import contextlib
from dataclasses import dataclass, field

import pikepdf

from ..budget import Budget
from . import access

PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
BLACK = ("Black",)
LEAST_INK = 1 / 512  # half a step of eight bits: less is none
NONE, ALL = "None", "All"
PROFILED = {1: "ICCBasedGray", 3: "ICCBasedRGB", 4: "ICCBasedCMYK"}


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as set; ``pattern`` is the tiling where it is one."""

    space: str
    inks: tuple[str, ...]
    is_white: bool = False
    pattern: object = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Space:
    """A colour space.

    :param name: as PDF has it; with a profile, also what that is for: ICCBasedCMYK
    :param parts: of a colour; the ink of each where it is given in inks, else None
    :param inks: everything it may print with
    :param is_ink: whether more of a part is more ink
    :param base: of a palette, and of the colour of a pattern
    :param palette: colours of a palette, a byte for each part
    """

    name: str
    parts: tuple[str | None, ...]
    inks: tuple[str, ...]
    is_ink: bool = False
    base: "Space | None" = None
    palette: bytes | None = None

    def first(self) -> Colour:
        """Return the colour that is there when the space is chosen."""
        if not self.parts:
            return Colour(self.name, ())  # of a pattern that is still to come
        if self.palette is not None:
            return self.colour([0.0])
        if self.is_ink:
            black = self.name in ("DeviceCMYK", "ICCBasedCMYK")
            return self.colour(
                [0.0, 0.0, 0.0, 1.0] if black else [1.0] * len(self.parts)
            )
        return self.colour([0.0] * len(self.parts))

    def colour(self, values: list[float]) -> Colour:
        """Return a colour of this space.

        :raise ValueError: if it does not have as many parts
        """
        if self.palette is not None:
            return self._entry(int(values[0]))
        if len(values) != len(self.parts):
            raise ValueError("parts are missing")
        if self.is_ink:
            inks = tuple(
                ink
                for ink, value in zip(self.parts, values, strict=True)
                if value > LEAST_INK and ink != NONE
            )
            return Colour(self.name, inks, is_white=not inks)
        if self._is_white(values):
            return Colour(self.name, (), is_white=True)
        return Colour(self.name, self.inks)

    def _is_white(self, values):
        if self.name == "Lab":
            return (
                values[0] > 100 - LEAST_INK * 100
                and abs(values[1]) + abs(values[2]) < 1
            )
        return min(values) > 1 - LEAST_INK

    def _entry(self, index):
        """Return a colour of the palette."""
        size = len(self.base.parts)
        start = max(index, 0) * size
        raw = self.palette[start : start + size]
        if len(raw) < size or self.base.name == "Lab":
            return Colour(self.name, self.inks)
        return self.base.colour([each / 255 for each in raw])


GRAY = Space("DeviceGray", (None,), BLACK)
RGB = Space("DeviceRGB", (None,) * 3, PROCESS)
CMYK = Space("DeviceCMYK", PROCESS, PROCESS, is_ink=True)
PATTERN = Space("Pattern", (), ())
DEVICE = {"DeviceGray": GRAY, "DeviceRGB": RGB, "DeviceCMYK": CMYK}
BY_CHANNELS = {1: GRAY, 3: RGB, 4: CMYK}
SHORT = {"G": "DeviceGray", "RGB": "DeviceRGB", "CMYK": "DeviceCMYK", "I": "Indexed"}
DEFAULTS = {
    "DeviceGray": "DefaultGray",
    "DeviceRGB": "DefaultRGB",
    "DeviceCMYK": "DefaultCMYK",
}


def read_space(found, budget: Budget, depth: int = 0) -> Space:
    """Return a colour space as it is written in a file.

    :raise ValueError: if it is none
    """
    budget.spend(objects=1)
    budget.go_down(depth)
    family = access.name(found)
    if family:
        family = SHORT.get(family, family)
        if family == "Pattern":
            return PATTERN
        if family in DEVICE:
            return DEVICE[family]
        raise ValueError(f"no colour space: {family}")
    parts = access.items(found)
    if not parts:
        raise ValueError("no colour space")
    family = access.name(parts[0])
    if len(parts) == 1:
        return read_space(parts[0], budget, depth + 1)
    reader = FAMILIES.get(SHORT.get(family, family))
    if not reader:
        raise ValueError(f"no colour space: {family}")
    return reader(parts, budget, depth + 1)


def _read_profiled(parts, budget, depth):
    count = access.whole(access.entry(parts[1], "/N"))
    if count == 4:
        return Space(PROFILED[4], PROCESS, PROCESS, is_ink=True)
    if count in PROFILED:
        return Space(PROFILED[count], (None,) * count, BLACK if count == 1 else PROCESS)
    alternate = access.entry(parts[1], "/Alternate")
    return read_space(alternate, budget, depth)


def _read_separation(parts, budget, depth):
    ink = access.name(parts[1])
    return Space("Separation", (ink,), _printing([ink]), is_ink=True)


def _read_device_n(parts, budget, depth):
    inks = [access.name(each) for each in access.items(parts[1])]
    if not inks:
        raise ValueError("no inks")
    return Space("DeviceN", tuple(inks), _printing(inks), is_ink=True)


def _printing(inks):
    return tuple(ink for ink in inks if ink not in (NONE, ""))


def _read_indexed(parts, budget, depth):
    base = read_space(parts[1], budget, depth)
    if base.palette is not None or base is PATTERN:
        raise ValueError("a palette of palettes")
    table, palette = parts[3] if len(parts) > 3 else None, b""
    with contextlib.suppress(*access.UNREADABLE):
        if isinstance(table, pikepdf.Stream):
            palette = table.read_bytes()
        elif isinstance(table, pikepdf.String):
            palette = bytes(table)
    return Space(base.name, (None,), base.inks, base=base, palette=palette[: 4096 * 8])


def _read_pattern(parts, budget, depth):
    return Space("Pattern", (), (), base=read_space(parts[1], budget, depth))


FAMILIES = {
    "CalGray": lambda parts, budget, depth: Space("CalGray", (None,), BLACK),
    "CalRGB": lambda parts, budget, depth: Space("CalRGB", (None,) * 3, PROCESS),
    "Lab": lambda parts, budget, depth: Space("Lab", (None,) * 3, PROCESS),
    "ICCBased": _read_profiled,
    "Separation": _read_separation,
    "DeviceN": _read_device_n,
    "Indexed": _read_indexed,
    "Pattern": _read_pattern,
}
