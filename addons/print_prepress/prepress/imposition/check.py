"""What a scheme may say, before anything is planned."""

import math

from .catalogue import CATALOGUE
from .fault import Fault
from .scheme import (
    BINDINGS,
    EDGES,
    ROTATIONS,
    SCALE,
    SHIFT,
    WORK_STYLES,
    Scheme,
)

MOST_PAGES = 20_000
MOST_MM = 5_000.0  # of a sheet: a page of a PDF has at most 5080
MOST_GRID = 200
_DISTANCES = (
    "spine_mm",
    "face_mm",
    "head_mm",
    "foot_mm",
    "gutter_x_mm",
    "gutter_y_mm",
    "bleed_mm",
)
_CHOICES = {
    "binding": BINDINGS,
    "work_style": WORK_STYLES,
    "rotation": ROTATIONS,
    "creep_by": (SHIFT, SCALE),
}


def check(scheme: Scheme, page_count: int, trim: tuple[float, float]):
    """Return every fault of what was asked for, as a tuple."""
    return tuple(_faults(scheme, page_count, trim))


def _faults(scheme, page_count, trim):
    for name, known in _CHOICES.items():
        yield from _choice(name, getattr(scheme, name), known)
    yield from _choice("sheet.gripper_edge", scheme.sheet.gripper_edge, EDGES)
    sheet, marks = scheme.sheet, scheme.marks
    for name in ("width_mm", "height_mm"):
        yield from _range(f"sheet.{name}", getattr(sheet, name), 1, MOST_MM)
    yield from _range("sheet.gripper_mm", sheet.gripper_mm, 0, 100)
    for edge in EDGES:
        yield from _range(f"sheet.margins.{edge}", getattr(sheet.margins, edge), 0, 500)
    for name in _DISTANCES:
        yield from _range(name, getattr(scheme, name), 0, 500)
    yield from _range("creep_mm", scheme.creep_mm, 0, 5)
    for name in ("columns", "rows"):
        yield from _range(name, getattr(scheme, name), 0, MOST_GRID)
    yield from _range("marks.length_mm", marks.length_mm, 1, 50)
    yield from _range("marks.offset_mm", marks.offset_mm, 0, 50)
    yield from _range("marks.bar_mm", marks.bar_mm, 1, 50)
    for length in trim:
        yield from _range("trim", length, 1, MOST_MM)
    if page_count < 1:
        yield Fault("no_pages", "page_count")
    elif page_count > MOST_PAGES:
        yield Fault("many_pages", "page_count", {"most": str(MOST_PAGES)})
    if scheme.is_folded():
        yield from _choice("fold", scheme.fold, CATALOGUE)
        if not scheme.is_two_sided():
            yield Fault("one_sided", "work_style")


def _choice(name, value, known):
    if value not in known:
        yield Fault("unknown", name, {"value": str(value)})


def _range(name, value, least, most):
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not (is_number and math.isfinite(value) and least <= value <= most):
        facts = {"value": str(value), "least": f"{least:g}", "most": f"{most:g}"}
        yield Fault("range", name, facts)
