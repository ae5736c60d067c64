"""What somebody orders in rows: pasted from a table, typed, or read from a file.

A row is a code and how many, in any order and however they are parted. Plain Python:
what a code stands for, and whether so many may be had, is for others to say; here rows
are taken apart, and what cannot be told for certain is left for a person to say.
"""

from .amounts import read_amount
from .errors import BadTable
from .files import read_file
from .letters import clean, fold_lookalikes
from .lines import Line, parse, parse_rows, read_fields, write

__all__ = [
    "BadTable",
    "Line",
    "clean",
    "fold_lookalikes",
    "parse",
    "parse_rows",
    "read_amount",
    "read_fields",
    "read_file",
    "write",
]
