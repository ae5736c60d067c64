"""A table as text: how it is decoded, taken apart and written."""

import csv
import io
from dataclasses import dataclass

from .errors import BadTable

DELIMITERS = ";,\t"
BOM = "\ufeff"


@dataclass(frozen=True, slots=True)
class Row:
    """One job: ``number`` as a spreadsheet counts its rows, ``cells`` by column code.

    Cells left empty are not among them.
    """

    number: int
    cells: dict


def decode(data):
    """Return the text of a file: UTF-8, UTF-16 with its mark, else Windows Cyrillic.

    >>> decode("Тираж".encode("cp1251")) == decode("Тираж".encode()) == "Тираж"
    True

    :raise BadTable: ``binary`` for what is no text, such as a spreadsheet file
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1251", errors="replace")
    if "\0" in text:
        raise BadTable("binary")
    return text.removeprefix(BOM)


def read(text, columns, most):
    """Return the :class:`Row` of each job.

    :param columns: the :class:`Column` that the form knows
    :param int most: more jobs than that are refused
    :raise BadTable: when there is no telling what the rows mean
    """
    records = _read_records(text.removeprefix(BOM))
    if not records:
        raise BadTable("empty")
    (_number, head), *body = records
    order = _read_head(head, columns)
    if body and _is_labels(body[0][1], order):
        body = body[1:]
    if not body:
        raise BadTable("no_rows")
    if len(body) > most:
        raise BadTable("too_many", count=len(body), max=most)
    return [Row(number, _read_cells(cells, order)) for number, cells in body]


def _read_records(text):
    """Return ``[(number, cells), ...]`` of the rows that hold anything."""
    lines = io.StringIO(text, newline="")
    try:
        records = list(csv.reader(lines, delimiter=_find_delimiter(text), strict=True))
    except csv.Error as error:
        raise BadTable("quotes") from error
    return [
        (number, cells)
        for number, cells in enumerate(records, 1)
        if any(cell.strip() for cell in cells)
    ]


def _find_delimiter(text):
    """Return what separates the first row: what occurs there most, outside quotes."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    bare = "".join(head.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def _read_head(head, columns):
    """Return the column of each cell of the first row, None where that is empty."""
    names = {column.label.casefold(): column for column in columns}
    names |= {column.code.casefold(): column for column in columns}
    words = [cell.strip() for cell in head]
    order = [names.get(word.casefold()) for word in words]
    unknown = [
        word for word, column in zip(words, order, strict=True) if word and not column
    ]
    if unknown:
        raise BadTable("columns", names=", ".join(unknown))
    codes = [column.code for column in order if column]
    twice = sorted({code for code in codes if codes.count(code) > 1})
    if twice:
        raise BadTable("twice", names=", ".join(twice))
    return order


def _is_labels(cells, order):
    """Whether a row only repeats how the columns are called."""
    pairs = [
        (cell.strip().casefold(), column)
        for cell, column in zip(cells, order, strict=False)
        if cell.strip()
    ]
    return bool(pairs) and all(
        column and cell == column.label.casefold() for cell, column in pairs
    )


def _read_cells(cells, order):
    """Return the filled cells by code; what stands beyond the last column is left."""
    return {
        column.code: cell.strip()
        for cell, column in zip(cells, order, strict=False)
        if column and cell.strip()
    }


def keep(text, numbers):
    """Return the table with the names of its columns and the rows ``numbers`` alone.

    :raise BadTable: as :func:`read`
    """
    records = _read_records(text.removeprefix(BOM))
    rows = [cells for number, cells in records[1:] if number in numbers]
    if not rows:
        return ""
    return write([records[0][1], *rows], _find_delimiter(text))


def write(rows, delimiter=";"):
    """Return ``rows``, lists of texts, as a table that :func:`read` understands."""
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    return stream.getvalue()
