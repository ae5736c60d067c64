"""Rows taken apart: what is the code, and what is how many."""

import csv
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from .amounts import is_doubtful, read_amount
from .errors import BadTable
from .heads import CODE, OTHER, QUANTITY, read_head
from .letters import clean

LONGEST = 120  # letters of a row that are looked at; no code is longer

_TIMES = "[x×*хХ]"
_NUMBER = r"(?P<amount>[0-9]{1,3}(?: 000)+|[0-9][0-9.,]*)"
_SINGLE = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_NUMBER} ?\w{{0,4}}\.? ?{_TIMES} (?P<code>.+)",  # 6 x CODE, 6 pcs x CODE
        rf"(?P<code>.+?) {_TIMES} ?{_NUMBER}(?P<unit> ?[^\W\d]+\.?)?",  # CODE x6
        rf"(?P<code>.+?)(?: ?[:=] ?| - ){_NUMBER}(?P<unit> ?[^\W\d]+\.?)?",  # CODE = 6
        rf"(?P<code>.+?) {_NUMBER}(?P<unit> ?[^\W\d]+\.?)?",  # CODE 6 pcs
        rf"{_NUMBER} (?P<code>.*[^\W\d].*)",  # 6 CODE
    )
)


@dataclass(frozen=True, slots=True)
class Line:
    """One row.

    :param number: as the table counts its rows, from 1
    :param code: of the product, as it was typed
    :param typed: how many, as it was typed; empty where nothing is said
    :param text: what the code was found in, for one that looks like code and number
    :param chosen: which one is meant, where several products have the code
    """

    number: int
    code: str
    typed: str = ""
    text: str = ""
    chosen: int = 0

    @property
    def amount(self) -> Decimal | None:
        """How many; ``None`` where nothing, or nothing certain, is said."""
        return read_amount(self.typed)

    @property
    def is_doubtful(self):
        """Whether the number means one thing here, a thousand times as much there."""
        return is_doubtful(self.typed)


def parse(text, most):
    """Return the :class:`Line` of each row of a paste that holds anything.

    >>> [(line.code, line.typed) for line in parse("CH-HD2-20; 6\\n8 x PP-330-30", 9)]
    [('CH-HD2-20', '6'), ('PP-330-30', '8')]

    :param int most: more rows than that are refused
    :raise BadTable: ``too_many``
    """
    rows = [
        (number, row)
        for number, row in enumerate(re.split(r"\r\n|[\r\n\v\f]", text), 1)
        if clean(row.replace("\t", " "))
    ]
    are_commas = _are_commas_delimiters([row for _number, row in rows])
    return parse_rows([(n, _split(row, are_commas)) for n, row in rows], most)


def parse_rows(rows, most):
    """Return the :class:`Line` of each row of a table.

    :param rows: list of ``(number, texts of the cells)``
    :param int most: more rows than that, not counting the heading, are refused
    :raise BadTable: ``too_many``
    """
    rows = [(number, [clean(cell) for cell in cells]) for number, cells in rows]
    rows = [(number, cells) for number, cells in rows if any(cells)]
    head = read_head(rows[0][1]) if rows else None
    if head:
        rows = rows[1:]
    if len(rows) > most:
        raise BadTable("too_many", count=len(rows), max=most)
    places = _find_places([cells for _number, cells in rows], head)
    return [_read(number, cells, places) for number, cells in rows]


def read_fields(rows):
    """Return the :class:`Line` of each row of fields that holds anything.

    Who types all into the field of the code is understood as well.

    >>> rows = [("AB-1", "2", 7), ("3 x C", "", 0)]
    >>> [(line.code, line.typed, line.chosen) for line in read_fields(rows)]
    [('AB-1', '2', 7), ('C', '3', 0)]

    :param rows: texts of code and quantity, and which product is meant or 0
    """
    lines = []
    for number, (code, typed, chosen) in enumerate(rows, 1):
        code, typed = clean(code)[:LONGEST], clean(typed)[:LONGEST]
        if typed:
            lines.append(Line(number, code, typed, code, chosen))
        elif code:
            lines.append(Line(number, *_take_apart(code), code, chosen))
    return lines


def write(lines):
    """Return lines as a table that :func:`parse` reads the same way."""
    return "\n".join(f"{line.code}\t{line.typed}" for line in lines)


# Rows to cells ----------------------------------------------------------------------


def _are_commas_delimiters(rows):
    """Whether commas part the cells of rows that have no clearer sign.

    They do where they stand before more than a fraction, in at least half the rows.
    """
    rows = [row for row in rows if not _find_sign(row)]
    commas = sum("," in _without_fraction(row)[0] for row in rows)
    return bool(rows) and commas * 2 >= len(rows)


def _find_sign(row):
    """Return what clearly parts the cells of a row, "" for nothing."""
    return next((sign for sign in "\t;|" if sign in row), "")


def _without_fraction(row):
    """Return ``(row, last cell)``: a number such as ``2,5`` at the end, after a space
    or a comma that stands behind no digit, is one cell."""
    match = re.fullmatch(r"(.*[\s;])([0-9]+,[0-9]+)\s*", row)
    return (match[1], match[2]) if match else (row, "")


def _split(row, are_commas):
    """Return the cells of a row; quotes that do not match are letters like others."""
    delimiter = _find_sign(row) or ("," if are_commas else "")
    if not delimiter or delimiter not in row:
        return [row]
    last = []
    if delimiter == ",":
        row, fraction = _without_fraction(row)
        last = [fraction] if fraction else []
        row = row.rstrip().removesuffix(",") if last else row
    try:
        cells = next(csv.reader([row.strip(" ")], delimiter=delimiter, strict=True), [])
    except csv.Error:
        cells = row.split(delimiter)
    return [*cells, *last]


# Cells to code and quantity ---------------------------------------------------------


def _find_places(table, head):
    """Return ``(place of the code, place of the quantity)``, None where it is open.

    By the heading, else by what most rows look like.
    """
    if head:
        code = head.index(CODE) if CODE in head else None
        quantity = head.index(QUANTITY) if QUANTITY in head else None
        if code is None:
            code = next((i for i, kind in enumerate(head) if not kind), None)
        if code is None and OTHER in head:
            code = head.index(OTHER)
        return code, quantity
    guesses = Counter(_guess(cells) for cells in table if sum(map(bool, cells)) > 1)
    return guesses.most_common(1)[0][0] if guesses else (None, None)


def _read(number, cells, places):
    if sum(map(bool, cells)) == 1:
        text = "".join(cells)[:LONGEST]
        return Line(number, *_take_apart(text), text)
    code, quantity = places
    if not _fits(cells, code, quantity):
        code, quantity = _guess(cells)
    typed = cells[quantity] if quantity is not None and quantity < len(cells) else ""
    text = cells[code][:LONGEST]
    return Line(number, text, typed[:LONGEST], text)


def _fits(cells, code, quantity):
    """Whether a row has its code where others have theirs, and a number too."""
    if code is None or code >= len(cells) or not cells[code]:
        return False
    if quantity is None or quantity >= len(cells) or not cells[quantity]:
        return True
    return read_amount(cells[quantity]) is not None or is_doubtful(cells[quantity])


def _guess(cells):
    """Return ``(place of the code, place of the quantity)`` of one row alone."""
    filled = [i for i, cell in enumerate(cells) if cell]
    numbers = [i for i in filled if _is_number(cells[i])]
    words = [i for i in filled if i not in numbers]
    code = _guess_code(cells, words, numbers)
    after = [i for i in numbers if i > code]
    before = [i for i in numbers if i < code]
    if after:
        return code, after[0]
    return code, before[-1] if before else next((i for i in words if i != code), None)


def _guess_code(cells, words, numbers):
    """Return the place of the code: a word without spaces rather than a description,
    of numbers the one that is too long to be a quantity."""
    if short := [i for i in words if " " not in cells[i] and _has_digit(cells[i])]:
        return short[0]
    long = [i for i in numbers if len(cells[i]) >= 4 or cells[i].startswith("0")]
    if long and len(numbers) > 1:
        return long[0]
    return (words or numbers)[0]


def _is_number(cell):
    return read_amount(cell) is not None or is_doubtful(cell)


def _has_digit(cell):
    return any(letter.isdigit() for letter in cell)


def _take_apart(text):
    """Return ``(code, how many as typed)`` of a row that is one text.

    >>> [_take_apart(text) for text in ("6 x AB-1", "AB-1 x6", "AB 1 30", "AB-1")]
    [('AB-1', '6'), ('AB-1', '6'), ('AB 1', '30'), ('AB-1', '')]
    """
    for pattern in _SINGLE:
        if match := pattern.fullmatch(text):
            unit = match.groupdict().get("unit") or ""
            typed = match["amount"] + unit
            if _is_number(typed):
                return match["code"].strip(" ,;:"), typed
    return text.strip(" ,;") or text, ""
