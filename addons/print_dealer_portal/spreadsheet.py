"""The cells of a spreadsheet as texts, for those who read tables."""

import io
import zipfile
from datetime import date, datetime

import openpyxl

from .quick_lines import BadTable, clean

_MARK = b"PK\x03\x04"
_COLUMNS = 40
_UNPACKED_BYTES = 64 << 20  # a small file may hide a large one


def is_spreadsheet(data):
    """Whether a file may be an XLSX."""
    return data.startswith(_MARK)


def read_spreadsheet(data, most):
    """Return ``[(number, texts of the cells), ...]`` of the first sheet.

    :raise BadTable: ``binary``, ``large`` or ``too_many``
    """
    rows = []
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            unpacked = sum(part.file_size for part in parts.infolist())
        if unpacked > _UNPACKED_BYTES:
            raise BadTable("large")
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()  # what the file says of its size need not be true
        found = sheet.iter_rows(max_col=_COLUMNS, values_only=True)
        for number, cells in enumerate(found, 1):
            texts = [_as_text(cell) for cell in cells]
            if any(texts):
                rows.append((number, texts))
            if len(rows) > most + 1:  # with its heading
                raise BadTable("too_many", count=len(rows), max=most)
    except BadTable:
        raise
    except Exception as error:  # a hostile file makes the reader fail in any way
        raise BadTable("binary") from error
    return rows


def _as_text(value):
    """Return a cell as a person would have typed it: codes of digits have no point."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, float):
        if value.is_integer():
            return str(int(value))
        # Four places: 1.125 would read as a thousand and more.
        return f"{value:.4f}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return clean(value)
