"""What a file is, and whether it can be printed as ordered. Plain Python.

Two steps, apart on purpose. *Inspecting* reads the bytes once, in a process of its own
that may be killed, and ends in :class:`FileFacts`: they depend on the bytes alone, so
they are kept by checksum. *Judging* compares facts with what was ordered and with the
limits of a profile, takes milliseconds and is done again whenever one of them changes.

Lengths are mm and sizes of text and lines pt, as they come out at the size of the page
(scaling by ``UserUnit`` and matrices included). A place on a page is a :data:`Box`,
``(left, bottom, right, top)`` in mm from the lower left corner of the page as it is
displayed, its ``/Rotate`` applied.
"""

from .facts import (
    Box,
    FileFacts,
    FontFacts,
    ImageFacts,
    InkFacts,
    LineFacts,
    PageFacts,
    TextFacts,
)
from .finding import ERROR, NOTE, WARNING, Finding
from .ordered import Ordered
from .profile import SEVERITIES, Limit, Profile
from .rules import (
    RULES,
    count_pages,
    count_separations,
    inks_of,
    judge,
    judge_job,
    say_inks,
)

__all__ = [
    "ERROR",
    "NOTE",
    "RULES",
    "SEVERITIES",
    "WARNING",
    "Box",
    "FileFacts",
    "Finding",
    "FontFacts",
    "ImageFacts",
    "InkFacts",
    "Limit",
    "LineFacts",
    "Ordered",
    "PageFacts",
    "Profile",
    "TextFacts",
    "count_pages",
    "count_separations",
    "inks_of",
    "judge",
    "judge_job",
    "say_inks",
]
