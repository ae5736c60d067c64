"""Price tables as people write them: numbers of a spreadsheet, and what has changed.

A sheet is ``{column: rows}``, rows as ``print.tariff`` keeps them: quantity, price and
up to three more numbers. Plain Python.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

# What separates thousands; no-break and thin spaces come with every copied cell.
SPACES = re.compile(r"[\s'’]")
NUMBER = re.compile(r"[0-9]+(\.[0-9]*)?|\.[0-9]+")
MOST_DIGITS = 24

NEW, GONE, PRICE = "new", "gone", "price"


class Change(NamedTuple):
    """What differs in one row of one column: texts, None where there is no row.

    ``old`` and ``new`` are the cells after the quantity.
    """

    kind: str
    column: str
    amount: str
    old: tuple | None
    new: tuple | None


def as_number(text: str) -> str:
    """Return a typed number as ``1234.50``; nothing for an empty cell.

    The last of several different separators divides the decimals; one that stands
    several times divides thousands.

    >>> [as_number(text) for text in ("1 234,50", "1,234.50", "0.012 €", "1.234.567")]
    ['1234.50', '1234.50', '0.012', '1234567']

    :raise ValueError: for what is no number of 0 or more
    """
    bare = "".join(c for c in str(text) if unicodedata.category(c) != "Sc")
    bare = SPACES.sub("", bare)
    if not bare:
        return ""
    last = max(bare.rfind("."), bare.rfind(","))
    if last >= 0:
        point = bare[last]
        other = "," if point == "." else "."
        bare = bare.replace(other, "")
        is_thousands = bare.count(point) > 1
        bare = bare.replace(point, "" if is_thousands else ".")
    if len(bare) > MOST_DIGITS or not NUMBER.fullmatch(bare):
        raise ValueError(text)
    return bare.removesuffix(".")


def plain(value) -> str:
    """Return a number as short as it can be told: ``1.80`` as ``1.8``.

    What is no number is told as it is.
    """
    try:
        number = Decimal(str(value))
    except ArithmeticError:
        return str(value)
    return f"{number.normalize():f}" if number.is_finite() else str(value)


def find_changes(
    old: Mapping[str, Sequence], new: Mapping[str, Sequence]
) -> list[Change]:
    """Return what must be done to ``old`` to make it ``new``, in the order of rows.

    >>> find_changes({"": [[100, "1.80"]]}, {"": [[100, "1.8"], [200, "1.2"]]})
    [Change(kind='new', column='', amount='200', old=None, new=('1.2',))]
    """
    changes = []
    for column in dict.fromkeys([*old, *new]):
        before, after = _cells(old.get(column)), _cells(new.get(column))
        for amount in sorted({*before, *after}, key=_rank):
            pair = before.get(amount), after.get(amount)
            if pair[0] != pair[1]:
                kind = NEW if pair[0] is None else GONE if pair[1] is None else PRICE
                changes.append(Change(kind, column, amount, *pair))
    return changes


def _cells(rows):
    """Return the cells of rows by quantity; noughts at the end say nothing."""
    told = {}
    for row in rows or ():
        amount, price, *more = [plain(cell) for cell in row]
        while more and more[-1] == "0":
            more.pop()
        told[amount] = (price, *more)
    return told


def _rank(amount):
    try:
        return Decimal(amount)
    except ArithmeticError:
        return Decimal(0)
