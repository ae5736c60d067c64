"""Imposition: how pages lie on press sheets. Plain Python.

A :class:`Scheme` says how, :func:`plan` which page comes where, and everything else
draws the same :class:`Plan`: a picture for the browser, the imposed PDF, tickets for
machines. Page orders are computed by folding a sheet in thought, so that they cannot
contradict the folds.
"""

from .catalogue import CATALOGUE, Pattern
from .fault import Fault, NoPlan, PagesDoNotFit
from .plan import plan
from .scheme import (
    BINDINGS,
    EDGES,
    FOLDED,
    ROTATIONS,
    SCALE,
    SHIFT,
    WORK_STYLES,
    Margins,
    Marks,
    Scheme,
    Sheet,
)
from .sheets import Area, Counts, Placement, Plan, PlannedSheet, Side, counts

__all__ = [
    "BINDINGS",
    "CATALOGUE",
    "EDGES",
    "FOLDED",
    "ROTATIONS",
    "SCALE",
    "SHIFT",
    "WORK_STYLES",
    "Area",
    "Counts",
    "Fault",
    "Margins",
    "Marks",
    "NoPlan",
    "PagesDoNotFit",
    "Pattern",
    "Placement",
    "Plan",
    "PlannedSheet",
    "Scheme",
    "Sheet",
    "Side",
    "counts",
    "plan",
]
