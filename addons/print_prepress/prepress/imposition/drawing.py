"""A side of a planned sheet as a picture for the browser (SVG, 1 unit = 1 mm).

Drawn from the same plan and marks as the imposed PDF. Colours are attributes, which a
stylesheet overrides by the classes.
"""

from collections.abc import Mapping
from html import escape

from .marks import Block, Line, Patch, Target, Text, marks_of
from .sheets import Plan

WORDS = {"blank": "blank", "grip": "grip"}
_COLOURS = {
    "Cyan": "#00a4d8",
    "Magenta": "#d6006e",
    "Yellow": "#f5d800",
    "Black": "#1d1d1b",
}
_OTHER_INK = "#7a7f87"
_BORDER = 9  # mm of the picture around the sheet, for its measures
_MOST_NUMBERS = 800  # on a side; beyond nobody reads them


def draw(
    plan: Plan,
    sheet: int = 1,
    side: str = "front",
    title: str = "",
    words: Mapping[str, str] = WORDS,
    inks: tuple[str, ...] = tuple(_COLOURS),
) -> str:
    """Return one side of a sheet as an SVG element.

    :param sheet: its number, from 1
    :param side: ``front`` or ``back``
    :param title: what the picture shows, for those who do not see it
    :param words: what to call a blank page and the gripper edge
    :raise LookupError: if the plan has no such side
    """
    planned = next((each for each in plan.sheets if each.number == sheet), None)
    sides = planned.sides if planned else ()
    shown = next((each for each in sides if each.name == side), None)
    if shown is None:
        raise LookupError(f"sheet {sheet} has no {side}")
    picture = _Picture(plan, words)
    body = [
        picture.paper(),
        *(picture.page(place, len(shown.placements)) for place in shown.placements),
        *picture.lines(),
        *(picture.mark(mark) for mark in marks_of(plan, planned, shown, inks)),
        *picture.measures(),
    ]
    return picture.whole(title, "".join(body))


class _Picture:
    """Elements of one picture; y runs downwards in it."""

    def __init__(self, plan, words):
        self.plan = plan
        self.words = {**WORDS, **words}
        sheet = plan.scheme.sheet
        self.width, self.height = sheet.width_mm, sheet.height_mm
        self.letter = max(min(self.width, self.height) / 55, 2.5)  # height of a word

    def whole(self, title, body):
        border = max(_BORDER, 2.4 * self.letter)
        box = (
            -border,
            -border / 3,
            self.width + border * 4 / 3,
            self.height + border * 4 / 3,
        )
        label = f"<title>{escape(title)}</title>" if title else ""
        return (
            '<svg xmlns="http://www.w3.org/2000/svg" class="pr-imposed" role="img"'
            f' viewBox="{" ".join(map(_n, box))}"'
            ' font-family="inherit, sans-serif" text-anchor="middle">'
            f"{label}{body}</svg>"
        )

    def paper(self):
        parts = [
            f'<rect class="pr-imposed-sheet" width="{_n(self.width)}"'
            f' height="{_n(self.height)}" fill="#ffffff" stroke="#4a4f57"'
            f' stroke-width="{_n(self.letter / 8)}"/>'
        ]
        sheet = self.plan.scheme.sheet
        if sheet.gripper_mm:
            parts.append(self._grip(sheet.gripper_edge, sheet.gripper_mm))
        return "".join(parts)

    def _grip(self, edge, size):
        x = self.width - size if edge == "right" else 0
        y = self.height - size if edge == "bottom" else 0
        is_level = edge in ("bottom", "top")
        width, height = (self.width, size) if is_level else (size, self.height)
        word = ""
        if size >= 4:
            letter = min(self.letter, size * 0.7)
            turn = 0 if is_level else -90
            word = self._text(
                x + width / 2, y + height / 2, letter, self.words["grip"], turn
            )
        return (
            f'<rect class="pr-imposed-grip" x="{_n(x)}" y="{_n(y)}"'
            f' width="{_n(width)}" height="{_n(height)}" fill="#dfe3e8"/>{word}'
        )

    def page(self, place, count):
        kind = "blank" if place.page is None else "page"
        fill = "#f4f5f7" if place.page is None else "#eaf2fb"
        page = self._rect(place.trim, f"pr-imposed-{kind}", fill, "#39506b")
        if count > _MOST_NUMBERS:
            return page
        bleed = self._rect(place.clip, "pr-imposed-bleed", "#f6dcdc")
        return bleed + page + self._number(place)

    def _number(self, place):
        """Return the number of a page, and a wedge at its head."""
        left, bottom, width, height = place.trim.mm
        x, y = left + width / 2, self.height - bottom - height / 2
        if place.rotation % 180:
            width, height = height, width
        name = self.words["blank"] if place.page is None else str(place.page)
        size = min(height * 0.28, 1.2 * width / max(len(name), 3))
        wedge, top = min(width, height) * 0.06, -height / 2
        points = f"0,{_n(top + wedge)} {_n(wedge)},{_n(top + 2.4 * wedge)}"
        points += f" {_n(-wedge)},{_n(top + 2.4 * wedge)}"
        return (
            f'<g transform="translate({_n(x)} {_n(y)}) rotate({-place.rotation})">'
            f'<polygon class="pr-imposed-head" points="{points}" fill="#39506b"/>'
            f'<text class="pr-imposed-number" y="{_n(size * 0.36)}"'
            f' font-size="{_n(size)}" fill="#1d2733">{escape(name)}</text></g>'
        )

    def lines(self):
        """Yield where the sheet is folded and cut, across the pages."""
        layout = self.plan.layout
        found = [(axis, at, "fold") for axis, at in self.plan.folds]
        if self.plan.cut:
            found.append((*self.plan.cut, "cut"))
        for axis, at, kind in found:
            if axis == "x":
                line = Line(at, layout.bottom, at, layout.top)
            else:
                line = Line(layout.left, at, layout.right, at)
            yield self._line(line, f"pr-imposed-{kind}", kind == "fold")

    def mark(self, mark):
        if isinstance(mark, Line):
            return self._line(mark, "pr-imposed-mark", mark.is_fold)
        if isinstance(mark, Patch):
            fill = _COLOURS.get(mark.ink, _OTHER_INK)
            return self._rect(
                mark.area, "pr-imposed-patch", fill, opacity=mark.tint / 100
            )
        if isinstance(mark, Block):
            return self._rect(mark.area, "pr-imposed-collation", "#1d1d1b")
        if isinstance(mark, Text):
            return self._slug(mark)
        return self._target(mark)

    def _slug(self, mark: Text):
        text = "".join(part for part, _ink in mark.parts)
        x, y, size = mark.x / 1000, self.height - mark.y / 1000, mark.height / 1000
        return (
            f'<text class="pr-imposed-slug" text-anchor="start"'
            f' transform="translate({_n(x)} {_n(y)}) rotate({-mark.rotation})"'
            f' font-size="{_n(size)}" fill="#1d1d1b">{escape(text)}</text>'
        )

    def _target(self, mark: Target):
        x, y, r = mark.x / 1000, self.height - mark.y / 1000, mark.radius / 1000
        left, right, top, bottom = map(_n, (x - r, x + r, y - r, y + r))
        return (
            f'<g class="pr-imposed-target" fill="none" stroke="#1d1d1b"'
            f' stroke-width="{_n(r / 12)}">'
            f'<circle cx="{_n(x)}" cy="{_n(y)}" r="{_n(r * 0.6)}"/>'
            f'<path d="M{left} {_n(y)}H{right}M{_n(x)} {top}V{bottom}"/>'
            "</g>"
        )

    def measures(self):
        """Yield width and height of the sheet, written beside it."""
        yield self._text(
            self.width / 2,
            self.height + self.letter * 1.3,
            self.letter,
            f"{self.width:g} mm",
        )
        yield self._text(
            -self.letter * 1.1, self.height / 2, self.letter, f"{self.height:g} mm", -90
        )

    def _text(self, x, y, size, text, turn=0):
        return (
            f'<text class="pr-imposed-word" font-size="{_n(size)}" fill="#4a4f57"'
            f' transform="translate({_n(x)} {_n(y)}) rotate({turn})"'
            f' dy="{_n(size * 0.35)}">{escape(text)}</text>'
        )

    def _rect(self, area, name, fill, stroke="", opacity=1.0):
        left, bottom, width, height = area.mm
        edge = (
            f' stroke="{stroke}" stroke-width="{_n(self.letter / 14)}"'
            if stroke
            else ""
        )
        seen = f' fill-opacity="{_n(opacity)}"' if opacity < 1 else ""
        top = self.height - bottom - height
        return (
            f'<rect class="{name}" x="{_n(left)}" y="{_n(top)}"'
            f' width="{_n(width)}" height="{_n(height)}" fill="{fill}"{seen}{edge}/>'
        )

    def _line(self, line, name, is_dashed):
        dash = self.letter / 2
        dashes = f' stroke-dasharray="{_n(dash)} {_n(dash / 2)}"' if is_dashed else ""
        ends = (
            line.x1 / 1000,
            self.height - line.y1 / 1000,
            line.x2 / 1000,
            self.height - line.y2 / 1000,
        )
        x1, y1, x2, y2 = map(_n, ends)
        return (
            f'<path class="{name}" d="M{x1} {y1}L{x2} {y2}" fill="none"'
            f' stroke="#b3261e" stroke-width="{_n(self.letter / 10)}"{dashes}/>'
        )


def _n(value):
    """Return a number as short as it can be, to the micrometre."""
    return f"{value:.3f}".rstrip("0").rstrip(".") or "0"
