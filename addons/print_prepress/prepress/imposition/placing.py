"""The matrix that brings a page to its place on a sheet."""

from ..pdf.geometry import POINTS_PER_MM, Matrix, multiply
from .sheets import Placement

_TURNS: dict[int, Matrix] = {  # counter-clockwise
    0: (1, 0, 0, 1, 0, 0),
    90: (0, 1, -1, 0, 0, 0),
    180: (-1, 0, 0, -1, 0, 0),
    270: (0, -1, 1, 0, 0, 0),
}


def matrix_of(place: Placement, trim: tuple[int, int]) -> Matrix:
    """Return what turns mm about the middle of a finished page into points of a sheet.

    :param trim: width and height of the finished page, in micrometres
    """
    left, bottom, width, height = place.content.mm
    across, up = (height, width) if place.rotation % 180 else (width, height)
    # Creep by scaling: as much as the content is narrower than the page
    matrix = (1000 * across / trim[0], 0, 0, 1000 * up / trim[1], 0, 0)
    matrix = multiply(matrix, _TURNS[place.rotation])
    matrix = multiply(matrix, (1, 0, 0, 1, left + width / 2, bottom + height / 2))
    return multiply(matrix, (POINTS_PER_MM, 0, 0, POINTS_PER_MM, 0, 0))
