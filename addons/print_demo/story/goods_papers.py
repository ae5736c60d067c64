"""Data sheets of goods, as their makers hand them out: in English everywhere."""

from dataclasses import dataclass
from io import BytesIO

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "PrintDemo"
LEFT, TOP, SECOND = 20 * mm, 270 * mm, 75 * mm
STEP = 8 * mm


@dataclass(frozen=True, slots=True)
class Paper:
    """One page about an article.

    :param name: of the file
    :param facts: pairs of what is told, and what it is
    """

    name: str
    title: str
    facts: tuple

    def pdf(self, font_path: str) -> bytes:
        """Return the file.

        :param font_path: a TrueType font that has the letters of the facts
        """
        if FONT not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(FONT, font_path))
        buffer = BytesIO()
        canvas = Canvas(buffer, pagesize=A4, initialFontName=FONT, invariant=True)
        canvas.setTitle(self.title)
        canvas.setFont(FONT, 18)
        canvas.drawString(LEFT, TOP, self.title)
        canvas.setFont(FONT, 10)
        for place, (what, fact) in enumerate(self.facts, start=2):
            canvas.drawString(LEFT, TOP - place * STEP, what)
            canvas.drawString(SECOND, TOP - place * STEP, fact)
        canvas.save()
        return buffer.getvalue()


PLATE = Paper(
    "PL-1030-30 data sheet.pdf",
    "Thermal CTP plate 1030 × 790 × 0.30",
    (
        ("Spectral sensitivity", "800 to 850 nm"),
        ("Laser energy required", "120 to 140 mJ/cm²"),
        ("Resolution", "1 to 99 % at 200 lpi"),
        ("Run length", "150 000 impressions, unbaked"),
        ("Gauge", "0.30 mm"),
        ("Storage", "10 to 25 °C, 40 to 60 % RH, lying flat"),
        ("Shelf life", "18 months"),
    ),
)
REGENERATOR = Paper(
    "CH-RG-20 safety data sheet.pdf",
    "Plate regenerator RG-2, 20 l",
    (
        ("Signal word", "Danger"),
        ("Hazard", "H314 Causes severe skin burns and eye damage"),
        ("Precaution", "P280 Wear protective gloves and eye protection"),
        ("Precaution", "P305+P351+P338 IF IN EYES: rinse with water, several minutes"),
        ("Transport", "UN 1814, class 8, packing group II"),
        ("Disposal", "Do not empty into drains"),
    ),
)
