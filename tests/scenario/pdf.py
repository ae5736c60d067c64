"""Files as clients send them, made here."""

import io

from reportlab.lib.colors import CMYKColor
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

FONT = "Vera"  # comes with reportlab, and gets embedded
LOOSE_FONT = "Helvetica-Bold"  # never does
pdfmetrics.registerFont(TTFont(FONT, f"{FONT}.ttf"))
BLEED_MM = 3
A4_MM = (210, 297)


def booklet(pages=8, font=FONT):
    """Return a CMYK PDF of A4 pages with trim box and 3 mm bleed; good to print, unless
    its font is loose."""
    width, height = (side + 2 * BLEED_MM for side in A4_MM)
    buffer = io.BytesIO()
    canvas = Canvas(buffer, (width * mm, height * mm), initialFontName=font)
    trim = [BLEED_MM * mm] * 2 + [(side + BLEED_MM) * mm for side in A4_MM]
    for page in range(1, pages + 1):
        canvas.setTrimBox(trim)
        canvas.setBleedBox((0, 0, width * mm, height * mm))
        canvas.setFillColor(CMYKColor(0.6, 0.1, page / (pages + 1), 0))
        canvas.rect(0, 0, width * mm, height * mm / 3, stroke=0, fill=1)
        canvas.setFillColor(CMYKColor(0, 0, 0, 1))
        canvas.setFont(font, 60)
        canvas.drawCentredString(width * mm / 2, height * mm / 2, str(page))
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()
