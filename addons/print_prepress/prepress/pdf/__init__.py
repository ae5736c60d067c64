"""What is in a PDF: one walk over all that its pages paint.

The walk follows content streams as a printer would: through the current matrix, clips,
layers that are off, forms, patterns and annotations that print. It never decodes a
picture and never draws, so it is fast, and what it says of places is what boxes can
say: a clip counts as the box around it, a curve as the box around its control points.

Each file is hostile until proven otherwise. Objects may be of any type, so they are
asked for through :mod:`access`; whatever repeats or nests is paid for from a
:class:`~prepress.budget.Budget`.
"""

from .document import read_pdf

__all__ = ["read_pdf"]
