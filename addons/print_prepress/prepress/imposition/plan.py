"""Planning: from a scheme, a number of pages and their size to sheets."""

from .check import check
from .fault import NoPlan
from .flat import Flat
from .folded import Folded
from .scheme import Scheme
from .sheets import Plan


def plan(scheme: Scheme, page_count: int, trim: tuple[float, float]) -> Plan:
    """Return which page goes where.

    :param page_count: pages of the job, at least 1
    :param trim: width and height of a finished page, in mm
    :raise NoPlan: with every fault, each with its field

    A booklet of 16 pages, A5, on one sheet:

    >>> from prepress.imposition import Sheet
    >>> a5 = Scheme(Sheet(640, 450), fold="F16-7", face_mm=3, head_mm=3, foot_mm=3)
    >>> [sheet] = plan(a5, 16, (148, 210)).sheets
    >>> front = sorted(sheet.sides[0].placements, key=lambda place: place.column)
    >>> [place.page for place in front if place.row == 0]
    [4, 13, 16, 1]
    """
    if faults := check(scheme, page_count, trim):
        raise NoPlan(faults)
    planner = Folded if scheme.is_folded() else Flat
    return planner(scheme, page_count, trim).plan()
