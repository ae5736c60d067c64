"""Fonts: what they are called, whether they are in the file, how wide they set."""

import re
from dataclasses import dataclass

import pikepdf

from ..budget import Budget
from . import access

SUBSET = re.compile(r"^[A-Z]{6}\+")
FILES = ("/FontFile", "/FontFile2", "/FontFile3")
# A font of the fourteen that readers have brings no widths; the place of its text is
# near enough with these.
ABSENT_WIDTH, FIXED_WIDTH = 530.0, 600.0
ASCENT, DESCENT = 750.0, -250.0
WIDEST, MOST_WIDTHS = 20_000.0, 100_000


@dataclass(frozen=True, slots=True, eq=False)
class Font:
    """A font as text is set with it; lengths are thousandths of its size.

    :param widths: by code, or by character where ``is_wide``
    :param is_wide: a code is two bytes
    :param scale: size of its letters at size 1; of a Type3 font it is what it draws
    """

    name: str
    kind: str
    is_embedded: bool
    ascent: float = ASCENT
    descent: float = DESCENT
    widths: tuple[float, ...] | dict[int, float] = ()
    default: float = ABSENT_WIDTH
    is_wide: bool = False
    is_vertical: bool = False
    scale: float = 1.0

    def measure(self, codes: bytes) -> tuple[float, int, int]:
        """Return how wide a string is set, its characters, and blanks among them."""
        if self.is_wide:
            count = (len(codes) + 1) // 2
            if self.is_vertical:
                return 1000.0 * count, count, 0
            if not self.widths:
                return self.default * count, count, 0
            high, low = codes[::2], codes[1::2]
            width = sum(
                self.widths.get(one << 8 | two, self.default)
                for one, two in zip(high, low, strict=False)
            )
            return width, count, 0
        if not self.widths:
            return self.default * len(codes), len(codes), codes.count(32)
        return sum(map(self.widths.__getitem__, codes)), len(codes), codes.count(32)


def read_font(found, budget: Budget) -> Font:
    """Return a font as it is written in a file."""
    budget.spend(objects=1)
    kind = access.name(access.entry(found, "/Subtype"))
    name = access.name(access.entry(found, "/BaseFont"))
    if kind == "Type3":
        return _read_type3(found, budget)
    inner = found
    if kind == "Type0":
        descendants = access.items(access.entry(found, "/DescendantFonts"))
        inner = descendants[0] if descendants else None
    descriptor = access.dictionary(inner, "/FontDescriptor")
    ascent, descent = _height(descriptor)
    common = {
        "name": SUBSET.sub("", name or _family(descriptor)),
        "kind": kind or "Type1",
        "is_embedded": any(
            isinstance(access.entry(descriptor, key), pikepdf.Stream) for key in FILES
        ),
        "ascent": ascent,
        "descent": descent,
    }
    if kind == "Type0":
        encoding = access.name(access.entry(found, "/Encoding"))
        widths = {}
        if encoding in ("Identity-H", "Identity-V"):
            widths = _wide_widths(access.entry(inner, "/W"), budget)
        return Font(
            **common,
            widths=widths,
            default=access.number(access.entry(inner, "/DW"), 1000.0),
            is_wide=True,
            is_vertical=encoding.endswith("-V"),
        )
    fixed = "courier" in name.lower()
    return Font(
        **common,
        widths=_widths(found, descriptor, budget),
        default=FIXED_WIDTH if fixed else ABSENT_WIDTH,
    )


def _family(descriptor):
    return access.name(access.entry(descriptor, "/FontName"))


def _height(descriptor):
    """Return how far a font reaches above and below its line."""
    ascent = access.number(access.entry(descriptor, "/Ascent"))
    descent = -abs(access.number(access.entry(descriptor, "/Descent")))
    if not 100 <= ascent <= 2000 or descent < -1000:
        return ASCENT, DESCENT
    return ascent, descent


def _widths(font, descriptor, budget):
    """Return the widths of a simple font by code; none if it brings none."""
    listed = access.numbers(access.entry(font, "/Widths"))[:256]
    budget.spend(objects=len(listed))
    if not listed:
        return ()
    missing = access.number(access.entry(descriptor, "/MissingWidth"))
    first = min(max(access.whole(access.entry(font, "/FirstChar")), 0), 255)
    widths = [_sane(missing)] * 256
    for code, width in enumerate(listed[: 256 - first], first):
        widths[code] = _sane(width)
    return tuple(widths)


def _wide_widths(found, budget):
    """Return widths by character: runs of ``first [w w ...]`` and ``first last w``."""
    widths, queue = {}, []
    for each in access.items(found)[:MOST_WIDTHS]:
        if isinstance(each, pikepdf.Array):
            listed = access.numbers(each)
            budget.spend(objects=len(listed))
            if queue:
                first = access.whole(queue.pop())
                widths.update(
                    zip(range(first, 65536), map(_sane, listed), strict=False)
                )
            queue.clear()
            continue
        queue.append(each)
        if len(queue) == 3:
            first, last = max(access.whole(queue[0]), 0), access.whole(queue[1])
            run = range(first, min(last, 65535) + 1)
            budget.spend(objects=len(run))
            widths.update(dict.fromkeys(run, _sane(access.number(queue[2]))))
            queue.clear()
    return widths


def _sane(width):
    return width if -WIDEST < width < WIDEST else 0.0


def _read_type3(found, budget):
    """Return a font of drawings, its lengths brought to thousandths."""
    matrix = access.numbers(access.entry(found, "/FontMatrix"))
    box = access.numbers(access.entry(found, "/FontBBox"))
    across = abs(matrix[0]) if len(matrix) == 6 and 0 < abs(matrix[0]) < 10 else 0.001
    down = abs(matrix[3]) if len(matrix) == 6 and 0 < abs(matrix[3]) < 10 else across
    descent, ascent = (box[1], box[3]) if len(box) == 4 else (DESCENT, ASCENT)
    if ascent <= descent:
        descent, ascent = 0.0, 1 / down
    widths = _widths(found, None, budget)
    ascent, descent = (
        max(min(each * down * 1000, WIDEST), -WIDEST) for each in (ascent, descent)
    )
    return Font(
        name=access.name(access.entry(found, "/Name")) or "Type3",
        kind="Type3",
        is_embedded=True,
        ascent=ascent,
        descent=descent,
        widths=tuple(width * across * 1000 for width in widths),
        default=0.0,
        scale=(ascent - descent) / 1000,
    )
