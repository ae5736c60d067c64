"""Many jobs of one kind as a table: what a client keeps in a spreadsheet.

The first row names the columns by their code or their label, a row of labels below it
is skipped, every further row is a job. Plain Python: what a column may hold is told by
:class:`Column`, what was read comes back as texts that a form could have sent.
"""

from .cells import Column, as_typed, split
from .errors import BadTable
from .table import Row, decode, keep, read, write

__all__ = [
    "BadTable",
    "Column",
    "Row",
    "as_typed",
    "decode",
    "keep",
    "read",
    "split",
    "write",
]
