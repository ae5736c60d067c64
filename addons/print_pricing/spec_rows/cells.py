"""What stands in one cell, as the text that a form would have sent."""

import re
from dataclasses import dataclass, field
from datetime import datetime

SEVERAL = re.compile(r"[|\r\n]+")
YES = frozenset({"1", "x", "+", "yes", "true", "on"})
NO = frozenset({"0", "-", "no", "false", "off"})


@dataclass(frozen=True, slots=True)
class Column:
    """One question of a form.

    :param code: its name for rules, prices and machines
    :param label: its name for people
    :param kind: as ``print.spec.field`` has it; others are read as text
    :param choices: code by label and by code, in small letters
    :param yes: further words for yes, in small letters
    :param no: further words for no
    :param date_formats: of ``strptime``, tried after the ISO one
    """

    code: str
    label: str
    kind: str = "char"
    choices: dict = field(default_factory=dict)
    yes: frozenset = YES
    no: frozenset = NO
    date_formats: tuple = ()


def split(text):
    """Return the parts of a cell that holds several things.

    >>> split("cover.pdf | inside, part 2.pdf")
    ['cover.pdf', 'inside, part 2.pdf']
    """
    return [part.strip() for part in SEVERAL.split(text) if part.strip()]


def as_typed(column, value):
    """Return ``value`` of a cell, or of a program, as a form would have sent it.

    What is not understood is handed on as it is: the form says what is wrong with it.

    :param value: text, number, boolean, list of texts, or None for nothing
    :raise ValueError: for a word that means neither yes nor no
    """
    if value is None:
        return [] if column.kind == "multi" else ""
    if column.kind == "multi":
        parts = value if isinstance(value, list | tuple) else split(str(value))
        return [_as_choice(column, part) for part in parts]
    if column.kind == "boolean":
        return _as_tick(column, value)
    if value is False:
        return ""
    text = str(value).strip()
    return _as_date(column, text) if column.kind == "date" else _as_choice(column, text)


def _as_choice(column, text):
    text = str(text).strip()
    return column.choices.get(text.casefold(), text)


def _as_tick(column, value):
    word = ("1" if value else "0") if isinstance(value, bool) else str(value)
    word = word.strip().casefold()
    if word in YES | column.yes:
        return "1"
    if not word or word in NO | column.no:
        return ""
    raise ValueError(value)


def _as_date(column, text):
    for pattern in ("%Y-%m-%d", *column.date_formats):
        try:
            return datetime.strptime(text, pattern).date().isoformat()
        except ValueError:
            continue
    return text
