"""A book as print shops get them, with one of each mistake on every page."""

import math
from pathlib import Path

from pdfs import MEDIA, MM, TRIM, Maker, separation
from pikepdf import Dictionary, Name

SPOT = "PANTONE 185 C"
# A picture of 300 x 200 pixels, turned by 30 degrees, on 56.4 x 36.5 mm.
TURN = math.radians(30)
TURNED = (56.4 * MM, 36.5 * MM)
TEXT = b"(Vsichki bukvi i oshte nyakoi, 0123456789)"


def save_book(path: Path, pages: int) -> Path:
    """Write a book of ``pages`` pages of 210 x 297 mm with 3 mm of bleed."""
    make = Maker()
    fonts = {"/Own": make.font("ABCDEF+Vera", embedded=True), "/Not": make.font()}
    settings = {
        "/Over": make.pdf.make_indirect(Dictionary(OP=True, op=True, OPM=1)),
        "/Half": make.pdf.make_indirect(Dictionary(ca=0.5, CA=0.5)),
        "/Solid": make.pdf.make_indirect(Dictionary(ca=1, CA=1, OP=False, op=False)),
    }
    spot = make.pdf.make_indirect(separation(SPOT))
    turned = make.image(300, 200, Name.DeviceRGB)
    content = book_content()
    for _page in range(pages):
        make.page(
            content,
            {
                "/Font": Dictionary(fonts),
                "/ExtGState": Dictionary(settings),
                "/ColorSpace": Dictionary(Spot=spot),
                "/XObject": Dictionary(Cmyk=make.image(600, 400), Rgb=turned),
            },
            TrimBox=TRIM,
            BleedBox=MEDIA,
        )
    return make.save(path)


def book_content() -> bytes:
    """Return one page: pictures, a spot, overprint, half tones, lines and text."""
    cos, sin = math.cos(TURN), math.sin(TURN)
    width, height = TURNED
    side = 600 / 292 * 72
    rows = [
        f"0.1 0.2 0 0 k 0 0 {MEDIA[2]:.3f} {MEDIA[3]:.3f} re f",
        f"q {side:.4f} 0 0 {side * 2 / 3:.4f} 60 500 cm /Cmyk Do Q",
        f"q {width * cos:.4f} {width * sin:.4f} {-height * sin:.4f}"
        f" {height * cos:.4f} 300 300 cm /Rgb Do Q",
        "/Spot cs 0.8 scn 60 300 100 60 re f",
        "/Over gs 0 0 0 1 k 60 200 100 60 re f /Solid gs",
        "/Half gs 1 0 0 0 k 200 200 50 50 re f /Solid gs",
        "0.1 w 0 0 0 1 K 60 180 m 500 180 l S",
        "0.2 0.3 0.4 0.9 k",
    ]
    for line in range(20):
        font, size = ("Not", 4) if line == 7 else ("Own", 10)
        rows.append(
            f"BT /{font} {size} Tf 60 {160 - 6 * line} Td {TEXT.decode()} Tj ET"
        )
    return "\n".join(rows).encode()
