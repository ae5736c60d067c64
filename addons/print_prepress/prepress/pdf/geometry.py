"""Matrices and boxes."""

from ..facts import Box

MM_PER_POINT = 25.4 / 72
POINTS_PER_MM = 72 / 25.4
FARTHEST = 1e7  # mm: a coordinate beyond is a mistake, not a place

# x' = a x + c y + e, y' = b x + d y + f
Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Return the matrix that does ``first`` and ``then`` after it.

    >>> multiply((2, 0, 0, 2, 0, 0), (1, 0, 0, 1, 10, 0))
    (2, 0, 0, 2, 10, 0)
    """
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def box_of(xs: list[float], ys: list[float], matrix: Matrix) -> Box:
    """Return the box around points.

    :raise ValueError: if there are none, or some are nowhere near a page
    """
    a, b, c, d, e, f = matrix
    if b or c:
        xs, ys = (
            [a * x + c * y + e for x, y in zip(xs, ys, strict=True)],
            [b * x + d * y + f for x, y in zip(xs, ys, strict=True)],
        )
        left, right, bottom, top = min(xs), max(xs), min(ys), max(ys)
    else:
        left, right = sorted((a * min(xs) + e, a * max(xs) + e))
        bottom, top = sorted((d * min(ys) + f, d * max(ys) + f))
    if not (
        -FARTHEST < left <= right < FARTHEST and -FARTHEST < bottom <= top < FARTHEST
    ):
        raise ValueError("far from any page")
    return (left, bottom, right, top)


def transform(box: Box, matrix: Matrix) -> Box:
    """Return the box around a box that a matrix turns or slants."""
    left, bottom, right, top = box
    return box_of([left, right, right, left], [bottom, bottom, top, top], matrix)


def intersect(one: Box, other: Box) -> Box | None:
    """Return what two boxes share; a line or a point counts.

    >>> intersect((0, 0, 10, 10), (5, 5, 20, 5))
    (5, 5, 10, 5)
    >>> intersect((0, 0, 1, 1), (2, 2, 3, 3)) is None
    True
    """
    left, bottom = max(one[0], other[0]), max(one[1], other[1])
    right, top = min(one[2], other[2]), min(one[3], other[3])
    return (left, bottom, right, top) if left <= right and bottom <= top else None


def union(one: Box | None, other: Box) -> Box:
    """Return the box around both."""
    if one is None:
        return other
    return (
        min(one[0], other[0]),
        min(one[1], other[1]),
        max(one[2], other[2]),
        max(one[3], other[3]),
    )


def grow(box: Box, by: float) -> Box:
    """Return a box wider on every side."""
    return (box[0] - by, box[1] - by, box[2] + by, box[3] + by)


def rounded(box: Box) -> Box:
    """Return a box in whole micrometres."""
    return tuple(round(side, 3) for side in box)


def least_scale(matrix: Matrix) -> float:
    """Return how a length is scaled in the direction where it shrinks most."""
    a, b, c, d, _e, _f = matrix
    # The smaller singular value.
    half, area = (a * a + b * b + c * c + d * d) / 2, a * d - b * c
    rest = max(half * half - area * area, 0) ** 0.5
    return max(half - rest, 0) ** 0.5
