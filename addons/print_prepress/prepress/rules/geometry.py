"""Where a page is cut, and what lies how far from the cut. All in mm of the file."""

from ..facts import Box, PageFacts
from ..ordered import Ordered, Size

TOLERANCE_MM = 0.5
LARGEST_BLEED_MM = 15.0  # around a page whose file does not say where it is cut


def size_of(box: Box) -> Size:
    """Width and height.

    >>> size_of((3.0, 3.0, 213.0, 300.0))
    (210.0, 297.0)
    """
    left, bottom, right, top = box
    return right - left, top - bottom


def trim_of(page: PageFacts, ordered: Ordered) -> Box:
    """Where the page is cut: its trim box, else what an ordered size tells.

    A page without one that is evenly larger than ordered has its bleed around it.
    """
    if page.trim:
        return page.trim
    whole = page.crop or page.media
    for width, height in file_sizes(ordered):
        page_width, page_height = size_of(whole)
        for across, down in ((width, height), (height, width)):
            side, end = (page_width - across) / 2, (page_height - down) / 2
            is_even = abs(side - end) <= TOLERANCE_MM
            if is_even and TOLERANCE_MM < side <= LARGEST_BLEED_MM:
                left, bottom, right, top = whole
                return left + side, bottom + end, right - side, top - end
    return whole


def file_sizes(ordered: Ordered) -> list[Size]:
    """The ordered sizes as they measure in the file."""
    scale = ordered.scale
    return [(width / scale, height / scale) for width, height in ordered.sizes]


def deviation(size: Size, wanted: Size) -> float:
    """How far the worse side is off, the page turned if that suits better.

    >>> deviation((297.0, 211.0), (210.0, 297.0))
    1.0
    """
    width, height = size
    return min(
        max(abs(width - across), abs(height - down))
        for across, down in (wanted, wanted[::-1])
    )


def beyond(outer: Box, inner: Box) -> tuple[float, float, float, float]:
    """How far ``outer`` reaches over each side of ``inner``: left to top, as boxes.

    >>> beyond((0.0, 0.0, 216.0, 303.0), (3.0, 3.0, 213.0, 298.0))
    (3.0, 3.0, 3.0, 5.0)
    """
    return (
        inner[0] - outer[0],
        inner[1] - outer[1],
        outer[2] - inner[2],
        outer[3] - inner[3],
    )


def is_inside(box: Box, outer: Box) -> bool:
    return min(beyond(outer, box)) >= 0


def touches(box: Box, other: Box) -> bool:
    return (
        box[0] < other[2]
        and other[0] < box[2]
        and box[1] < other[3]
        and other[1] < box[3]
    )


def fits(size: Size, sheet: Size) -> bool:
    """Whether a page lies on a sheet, turned or not, half a millimetre given.

    >>> fits((297.0, 210.0), (230.0, 320.0)), fits((300.0, 231.0), (230.0, 320.0))
    (True, False)
    """
    return all(
        side <= room + TOLERANCE_MM
        for side, room in zip(sorted(size), sorted(sheet), strict=True)
    )
