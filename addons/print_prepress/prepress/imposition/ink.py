"""Marks as operators of a PDF, in the inks that they are meant for."""

import zlib
from functools import lru_cache

from pikepdf import Array, Dictionary, Name, Stream
from PIL import Image, ImageDraw, ImageFont

from ..pdf.geometry import POINTS_PER_MM
from .marks import Block, Line, Patch, Target, Text

UM = POINTS_PER_MM / 1000
LINE_PT, DASH_PT = 0.25, "[4 2]"
TEXT_DPI = 600
FONT = "DejaVuSans.ttf"  # has Cyrillic; of Debian's package fonts-dejavu-core
ARC = 0.5523  # how far the handles of a quarter circle reach, as a share of its radius
ALL = "All"  # comes out on every plate
BLACK = "Black"
_PROCESS = {
    "Cyan": (1, 0, 0, 0),
    "Magenta": (0, 1, 0, 0),
    "Yellow": (0, 0, 1, 0),
    BLACK: (0, 0, 0, 1),
}
_SPOT = (0, 0.6, 0.6, 0.2)  # how a spot colour shows where the file does not say


class Palette:
    """Colour spaces of marks, one for each spot colour and one for all inks."""

    def __init__(self, known):
        """:param known: spaces that the file itself has, by name of the ink"""
        self._spaces = dict(known)

    def space(self, ink):
        if ink not in self._spaces:
            tint = Dictionary(
                FunctionType=2,
                Domain=Array([0, 1]),
                C0=Array([0, 0, 0, 0]),
                C1=Array((1, 1, 1, 1) if ink == ALL else _SPOT),
                N=1,
            )
            self._spaces[ink] = Array(
                [Name.Separation, Name(f"/{ink}"), Name.DeviceCMYK, tint]
            )
        return self._spaces[ink]


def draw_marks(marks, palette, pdf):
    """Return operators that draw marks, and the spaces and images that they name.

    :param pdf: where images are made
    """
    pen = _Pen(palette, pdf)
    for mark in marks:
        pen.draw(mark)
    return "\n".join(pen.lines).encode(), pen.spaces, pen.images


class _Pen:
    """Operators of one page, with what they need."""

    def __init__(self, palette, pdf):
        self.palette, self.pdf = palette, pdf
        self.lines, self.spaces, self.images = [f"{LINE_PT} w"], {}, {}
        self._names = {}

    def draw(self, mark):
        if isinstance(mark, Line):
            self._line(mark)
        elif isinstance(mark, Target):
            self._target(mark)
        elif isinstance(mark, Patch):
            self._fill(mark.area, mark.ink, mark.tint / 100)
        elif isinstance(mark, Block):
            self._fill(mark.area, BLACK, 1)
        else:
            self._text(mark)

    def _say(self, *words):
        self.lines.append(
            " ".join(
                each if isinstance(each, str) else f"{each:.4f}".rstrip("0").rstrip(".")
                for each in words
            )
        )

    def _ink(self, ink, tint, is_line=False):
        """Have what follows painted in an ink."""
        if ink in _PROCESS:
            values = (tint * each for each in _PROCESS[ink])
            self._say(*values, "K" if is_line else "k")
            return
        if ink not in self._names:
            self._names[ink] = f"S{len(self._names)}"
            self.spaces[f"/{self._names[ink]}"] = self.palette.space(ink)
        name = self._names[ink]
        self._say(f"/{name}", "CS" if is_line else "cs")
        self._say(tint, "SCN" if is_line else "scn")

    def _line(self, mark):
        self._ink(ALL, 1, is_line=True)
        self._say(DASH_PT if mark.is_fold else "[]", "0 d")
        self._say(mark.x1 * UM, mark.y1 * UM, "m", mark.x2 * UM, mark.y2 * UM, "l S")

    def _target(self, mark):
        self._ink(ALL, 1, is_line=True)
        self._say("[] 0 d")
        x, y, reach = mark.x * UM, mark.y * UM, mark.radius * UM
        self._say(x - reach, y, "m", x + reach, y, "l")
        self._say(x, y - reach, "m", x, y + reach, "l")
        r = reach * 0.6
        k = r * ARC
        self._say(x + r, y, "m")
        self._say(x + r, y + k, x + k, y + r, x, y + r, "c")
        self._say(x - k, y + r, x - r, y + k, x - r, y, "c")
        self._say(x - r, y - k, x - k, y - r, x, y - r, "c")
        self._say(x + k, y - r, x + r, y - k, x + r, y, "c S")

    def _fill(self, area, ink, tint):
        self._ink(ink, tint)
        sides = (area.left, area.bottom, area.width, area.height)
        self._say(*(each * UM for each in sides), "re f")

    def _text(self, mark: Text):
        x, y = mark.x * UM, mark.y * UM
        for text, ink in mark.parts:
            width_px, height_px, data = _written(text, mark.height)
            name = f"T{len(self.images)}"
            self.images[f"/{name}"] = Stream(
                self.pdf,
                data,
                Type=Name.XObject,
                Subtype=Name.Image,
                ImageMask=True,
                Width=width_px,
                Height=height_px,
                BitsPerComponent=1,
                Decode=Array([1, 0]),
                Filter=Name.FlateDecode,
            )
            width, height = width_px * 72 / TEXT_DPI, height_px * 72 / TEXT_DPI
            self._ink(ink or ALL, 1)
            if mark.rotation:
                self._say("q", 0, width, -height, 0, x, y, "cm", f"/{name} Do Q")
                y += width
            else:
                self._say("q", width, 0, 0, height, x, y, "cm", f"/{name} Do Q")
                x += width


@lru_cache(256)
def _written(text, height_um):
    """Return a line of text as a mask: its width and height, and its packed bits."""
    height = round(height_um / 25_400 * TEXT_DPI)
    font = _font(round(height * 0.8))
    width = max(round(font.getlength(text)), 1)
    image = Image.new("1", (width, height))
    ImageDraw.Draw(image).text((0, height * 0.78), text, fill=1, font=font, anchor="ls")
    return width, height, zlib.compress(image.tobytes())


@lru_cache(4)
def _font(size):
    try:
        return ImageFont.truetype(FONT, size)
    except OSError:  # a machine without it writes Latin letters
        return ImageFont.load_default(size)
