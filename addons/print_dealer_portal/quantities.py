"""Quantities as people type them."""

import math
import re

LARGEST = 1_000_000  # of one product in one basket: more is a slip of the finger

_GAPS = re.compile(r"[\s\u00a0\u202f']+")
_NUMBER = re.compile(r"\d+(\.\d*)?|\.\d+")


def read_quantity(typed, thousands=""):
    """Return what was typed as a number.

    Spaces and apostrophes part thousands, comma and point begin decimals; a comma or a
    point that parts thousands in the reader's language does so where it can.

    :param typed: a text or a number
    :param str thousands: what parts thousands in the reader's language
    :rtype: float
    :raise ValueError: when it is none, negative, or beyond ``LARGEST``

    >>> read_quantity(" 1 200 "), read_quantity("2,5"), read_quantity(3)
    (1200.0, 2.5, 3.0)
    >>> read_quantity("1,200", ","), read_quantity("1,200", " ")
    (1200.0, 1.2)
    """
    text = _GAPS.sub("", str(typed))
    if thousands in (",", ".") and _is_grouped(text, thousands):
        text = text.replace(thousands, "")
    text = text.replace(",", ".")
    quantity = float(text) if _NUMBER.fullmatch(text) else math.nan
    if not 0 <= quantity <= LARGEST:
        raise ValueError(typed)
    return quantity


def _is_grouped(text, separator):
    groups = rf"\d{{1,3}}({re.escape(separator)}\d{{3}})+([.,]\d*)?"
    return bool(re.fullmatch(groups, text))


def write_quantity(quantity):
    """Return a quantity as one types it, without a separator of thousands.

    >>> write_quantity(1200.0), write_quantity(2.5)
    ('1200', '2.5')
    """
    return f"{quantity:.6f}".rstrip("0").rstrip(".")
