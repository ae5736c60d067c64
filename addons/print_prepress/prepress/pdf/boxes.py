"""The boxes of a page."""

from dataclasses import dataclass

from ..facts import Box
from . import access
from .geometry import MM_PER_POINT, Matrix, intersect, multiply, rounded, transform

LETTER = (0.0, 0.0, 612.0, 792.0)
QUARTER_TURNS: dict[int, Matrix] = {  # clockwise, about the origin
    0: (1, 0, 0, 1, 0, 0),
    90: (0, -1, 1, 0, 0, 0),
    180: (-1, 0, 0, -1, 0, 0),
    270: (0, 1, -1, 0, 0, 0),
}


@dataclass(frozen=True, slots=True)
class Boxes:
    """Boxes in mm as displayed, and the matrix from the page's units to there."""

    matrix: Matrix
    media: Box
    crop: Box | None
    trim: Box | None
    bleed: Box | None
    art: Box | None
    rotate: int
    user_unit: float


def read_boxes(page) -> Boxes:
    """Return the boxes of a page; a box beyond the MediaBox ends with it.

    A page without a MediaBox is of letter size, as readers take it.
    """
    media = _rectangle(page, "/MediaBox") or LETTER
    rotate = access.whole(access.entry(page, "/Rotate")) % 360
    if rotate not in QUARTER_TURNS:
        rotate = 0
    user_unit = access.number(access.entry(page, "/UserUnit"), 1.0)
    if not 0 < user_unit <= 75_000:  # the largest that PDF allows
        user_unit = 1.0
    matrix = _to_display(media, rotate, user_unit * MM_PER_POINT)

    def displayed(key):
        box = _rectangle(page, key)
        shared = box and intersect(box, media)
        return rounded(transform(shared, matrix)) if shared else None

    return Boxes(
        matrix=matrix,
        media=rounded(transform(media, matrix)),
        crop=displayed("/CropBox"),
        trim=displayed("/TrimBox"),
        bleed=displayed("/BleedBox"),
        art=displayed("/ArtBox"),
        rotate=rotate,
        user_unit=user_unit,
    )


def _rectangle(page, key):
    """Return a box of the page in its own units, or None if it has no area."""
    corners = access.numbers(access.entry(page, key))
    if len(corners) != 4 or not all(abs(each) < 1e6 for each in corners):
        return None
    left, right = sorted(corners[::2])
    bottom, top = sorted(corners[1::2])
    return (left, bottom, right, top) if left < right and bottom < top else None


def _to_display(media, rotate, scale):
    left, bottom, _right, _top = media
    turned = multiply((scale, 0, 0, scale, 0, 0), QUARTER_TURNS[rotate])
    corner = transform(media, turned)
    return multiply(turned, (1, 0, 0, 1, -corner[0], -corner[1]))
