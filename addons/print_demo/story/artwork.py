from dataclasses import dataclass
from io import BytesIO

from PIL import Image
from reportlab.lib.colors import CMYKColor, CMYKColorSep
from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "PrintDemo"
DOTS = "dots"
SLUG_MM = 12  # around the bleed, for the marks
MARK_MM = 5
PAPER = CMYKColor(0, 0, 0, 0)
INK = CMYKColor(0, 0, 0, 1)
REGISTRATION = CMYKColorSep(1, 1, 1, 1, spotName="All")
MM_PER_INCH = 25.4
GROUNDS = (
    CMYKColor(0.85, 0.35, 0.30, 0.25),
    CMYKColor(0.05, 0.20, 0.75, 0.00),
    CMYKColor(0.10, 0.75, 0.60, 0.05),
    CMYKColor(0.60, 0.10, 0.55, 0.10),
)


@dataclass(frozen=True, slots=True)
class Artwork:
    """A file as a client sends it: a print-ready PDF in CMYK with its boxes.

    :param bleed_mm: 0 for a file that has to come back
    :param spot: the only ink of all that is drawn, by its name
    :param photo_ppi: how coarse a photograph in RGB is, on a file with remarks
    """

    name: str
    title: str
    width_mm: int = 210
    height_mm: int = 297
    pages: int = 8
    bleed_mm: int = 3
    spot: str = ""
    photo_ppi: int = 0

    def pdf(self, font_path: str) -> bytes:
        """Return the file.

        :param font_path: a TrueType font that has the letters of ``title``
        """
        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(FONT, font_path))
        buffer = BytesIO()
        side = 2 * (SLUG_MM + self.bleed_mm)
        canvas = Canvas(
            buffer,
            pagesize=((self.width_mm + side) * mm, (self.height_mm + side) * mm),
            enforceColorSpace="SEP_CMYK",
            initialFontName=FONT,  # else a font that is not embedded stays inside
            invariant=True,
            pageCompression=1,
        )
        canvas.setTitle(self.title)
        self._define_dots(canvas)
        for number in range(1, self.pages + 1):
            self._draw_page(canvas, number)
            canvas.showPage()
        canvas.save()
        return buffer.getvalue()

    def _draw_page(self, canvas, number):
        margin = SLUG_MM + self.bleed_mm
        canvas.setBleedBox(self._box(SLUG_MM, self.bleed_mm))
        canvas.setTrimBox(self._box(margin, 0))
        canvas.translate(margin * mm, margin * mm)
        self._draw_ground(canvas, number)
        self._draw_photo(canvas)
        self._draw_words(canvas, number)
        self._draw_marks(canvas)

    def _ink(self, color):
        """Return ``color``, or as much of the only ink as it is dark."""
        if not self.spot:
            return color
        density = min(color.cyan + color.magenta + color.yellow + color.black, 1)
        return CMYKColorSep(0.2, 0.3, 0.7, 0.1, spotName=self.spot, density=density)

    def _box(self, offset_mm, bleed_mm):
        """Return (left, bottom, right, top) in points of the trim plus ``bleed_mm``."""
        right = offset_mm + self.width_mm + 2 * bleed_mm
        top = offset_mm + self.height_mm + 2 * bleed_mm
        return tuple(side * mm for side in (offset_mm, offset_mm, right, top))

    def _define_dots(self, canvas):
        """Keep rows of dots that grow as a halftone does, for every page at once."""
        width, height = self.width_mm * mm, self.height_mm * mm
        pitch = width / 14
        canvas.beginForm(DOTS, 0, 0, width, height)
        canvas.setFillColor(PAPER)
        for row in range(6):
            for column in range(1, 14):
                canvas.circle(
                    column * pitch,
                    height * 0.58 + row * pitch * 0.9,
                    pitch * 0.42 * (6 - row) / 6,
                    stroke=0,
                    fill=1,
                )
        canvas.endForm()

    def _draw_ground(self, canvas, number):
        """A band of colour into the bleed, with the dots on it."""
        bleed = self.bleed_mm * mm
        width = self.width_mm * mm + 2 * bleed
        foot, height = self.height_mm * mm * 0.55, self.height_mm * mm * 0.45 + bleed
        canvas.setFillColor(self._ink(GROUNDS[number % len(GROUNDS)]))
        canvas.rect(-bleed, foot, width, height, stroke=0, fill=1)
        canvas.doForm(DOTS)

    def _draw_photo(self, canvas):
        """A photograph below the words: a sky in RGB, as a camera gives it."""
        if not self.photo_ppi:
            return
        width_mm, height_mm = self.width_mm * 0.84, self.height_mm * 0.22
        size = (
            round(width_mm / MM_PER_INCH * self.photo_ppi),
            round(height_mm / MM_PER_INCH * self.photo_ppi),
        )
        photo = Image.linear_gradient("L").resize(size)
        photo = Image.merge("RGB", (photo, photo.point(lambda v: v // 2 + 96), photo))
        canvas.drawImage(
            ImageReader(photo),
            self.width_mm * mm * 0.08,
            self.height_mm * mm * 0.06,
            width_mm * mm,
            height_mm * mm,
        )

    def _draw_words(self, canvas, number):
        width, height = self.width_mm * mm, self.height_mm * mm
        canvas.setFillColor(self._ink(INK))
        canvas.setFont(FONT, max(width / 18, 6))
        canvas.drawString(width * 0.08, height * 0.42, self.title)
        canvas.setFont(FONT, max(width / 40, 5))
        canvas.drawString(width * 0.08, height * 0.36, f"{number} / {self.pages}")

    def _draw_marks(self, canvas):
        """Crop marks at the four corners, clear of the bleed, in every ink."""
        canvas.setStrokeColor(REGISTRATION)
        canvas.setLineWidth(0.25)
        clear = max(self.bleed_mm, 3) * mm
        width, height, length = self.width_mm * mm, self.height_mm * mm, MARK_MM * mm
        for x, outward in ((0, -1), (width, 1)):
            for y, upward in ((0, -1), (height, 1)):
                start, end = outward * clear, outward * (clear + length)
                canvas.line(x + start, y, x + end, y)
                start, end = upward * clear, upward * (clear + length)
                canvas.line(x, y + start, x, y + end)
