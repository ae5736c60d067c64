"""Drawings of goods, for a shop that has no photographer."""

from PIL import Image, ImageDraw

from .pictures import png, scaled

SIZE = 512
GROUND, SHADE, EDGE = "#ffffff", "#00000022", "#16242b"


def goods_picture(shape: str, colour: str) -> bytes:
    """Return a drawing as PNG.

    :param shape: "plate", "can", "roll", "box", "ring" or "drop"
    """
    side = SIZE * 2
    image = Image.new("RGB", (side, side), GROUND)
    draw = ImageDraw.Draw(image, "RGBA")
    SHAPES[shape](draw, scaled(side), colour, side // 120)
    return png(image.resize((SIZE, SIZE), Image.Resampling.LANCZOS))


def _plate(draw, at, colour, line):
    for step in (0.06, 0.03, 0.0):
        box = at(0.14 + step, 0.22 - step, 0.80 + step, 0.78 - step)
        draw.rectangle(box, fill=colour, outline=EDGE, width=line)
    draw.polygon(at(0.20, 0.22, 0.44, 0.22, 0.28, 0.78, 0.20, 0.78), fill="#ffffff55")


def _can(draw, at, colour, line):
    draw.rounded_rectangle(
        at(0.26, 0.30, 0.74, 0.86), line * 6, fill=colour, outline=EDGE, width=line
    )
    draw.rectangle(at(0.34, 0.18, 0.48, 0.30), fill=EDGE)
    draw.arc(at(0.48, 0.16, 0.72, 0.44), 180, 360, fill=EDGE, width=line * 3)
    draw.rectangle(at(0.32, 0.48, 0.68, 0.72), fill=GROUND)


def _roll(draw, at, colour, line):
    draw.rectangle(at(0.24, 0.30, 0.80, 0.70), fill=colour, outline=EDGE, width=line)
    draw.ellipse(at(0.68, 0.30, 0.92, 0.70), fill=colour, outline=EDGE, width=line)
    draw.ellipse(at(0.75, 0.42, 0.85, 0.58), fill=EDGE)
    draw.rectangle(at(0.10, 0.62, 0.60, 0.70), fill=colour, outline=EDGE, width=line)


def _box(draw, at, colour, line):
    draw.polygon(at(0.20, 0.36, 0.50, 0.24, 0.80, 0.36, 0.50, 0.48), fill=colour)
    draw.polygon(at(0.20, 0.36, 0.50, 0.48, 0.50, 0.84, 0.20, 0.70), fill=colour)
    draw.polygon(at(0.80, 0.36, 0.50, 0.48, 0.50, 0.84, 0.80, 0.70), fill=colour)
    draw.polygon(at(0.80, 0.36, 0.50, 0.48, 0.50, 0.84, 0.80, 0.70), fill=SHADE)
    draw.line(at(0.20, 0.36, 0.50, 0.48, 0.80, 0.36), fill=EDGE, width=line)
    draw.line(at(0.50, 0.48, 0.50, 0.84), fill=EDGE, width=line)


def _ring(draw, at, colour, line):
    for left, top in ((0.16, 0.20), (0.46, 0.34), (0.26, 0.50)):
        outer = at(left, top, left + 0.36, top + 0.36)
        inner = at(left + 0.11, top + 0.11, left + 0.25, top + 0.25)
        draw.ellipse(outer, fill=colour, outline=EDGE, width=line)
        draw.ellipse(inner, fill=GROUND, outline=EDGE, width=line)


def _drop(draw, at, colour, line):
    draw.rounded_rectangle(
        at(0.30, 0.34, 0.70, 0.88), line * 5, fill="#f2f2ee", outline=EDGE, width=line
    )
    draw.rectangle(at(0.42, 0.20, 0.58, 0.34), fill=EDGE)
    draw.polygon(at(0.50, 0.44, 0.60, 0.64, 0.40, 0.64), fill=colour)
    draw.ellipse(at(0.395, 0.56, 0.605, 0.76), fill=colour)


SHAPES = {
    "plate": _plate,
    "can": _can,
    "roll": _roll,
    "box": _box,
    "ring": _ring,
    "drop": _drop,
}
