"""Drawings for a shop that has no photographer: faces of the staff, and its mark."""

from io import BytesIO

from PIL import Image, ImageDraw, ImageFont

SIZE = 256
LOGO_SIZE = (480, 120)
INKS = ("#00a0d0", "#e0007a", "#ffd800", "#1d1d1b")


def portrait(ground: str, skin: str, hair: str, shirt: str, is_long: bool) -> bytes:
    """Return a face as PNG, drawn large and made small so that its edges are smooth.

    :param is_long: whether the hair falls behind the shoulders
    """
    side = SIZE * 4
    image = Image.new("RGB", (side, side), ground)
    draw = ImageDraw.Draw(image)
    at = scaled(side)
    if is_long:
        draw.rounded_rectangle(at(0.27, 0.20, 0.73, 0.78), side * 0.2, fill=hair)
    draw.ellipse(at(0.12, 0.70, 0.88, 1.40), fill=shirt)
    draw.rounded_rectangle(at(0.42, 0.55, 0.58, 0.78), side * 0.07, fill=skin)
    draw.ellipse(at(0.31, 0.20, 0.69, 0.66), fill=skin)
    draw.chord(at(0.28, 0.14, 0.72, 0.58), 180, 360, fill=hair)
    for x in (0.41, 0.56):
        draw.ellipse(at(x, 0.42, x + 0.03, 0.46), fill="#2b2b2b")
    draw.arc(at(0.43, 0.46, 0.57, 0.57), 25, 155, fill="#9c4a3c", width=side // 90)
    return png(image.resize((SIZE, SIZE), Image.Resampling.LANCZOS))


def logo(name: str, font_path: str) -> bytes:
    """Return the mark of the shop, four squares of ink, beside its name, as PNG."""
    image = Image.new("RGBA", LOGO_SIZE, (255, 255, 255, 0))
    draw = ImageDraw.Draw(image)
    for index, ink in enumerate(INKS):
        left, top = 10 + index % 2 * 44, 16 + index // 2 * 44
        draw.rectangle((left, top, left + 39, top + 39), fill=ink)
    font = ImageFont.truetype(font_path, 72)
    draw.text((122, 58), name, fill="#16242b", font=font, anchor="lm")
    return png(image.crop((0, 0, 140 + round(font.getlength(name)), LOGO_SIZE[1])))


def scaled(side):
    return lambda *box: tuple(round(part * side) for part in box)


def png(image):
    buffer = BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
