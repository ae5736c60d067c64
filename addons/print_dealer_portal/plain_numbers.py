"""Numbers for programs."""

from decimal import Decimal

PLACES = 6  # of unit prices and quantities, beyond which floats only look different


def write_number(value, places=0):
    """Return a number as a decimal text, which no binary fraction blurs.

    :param places: of its fraction, at least

    >>> write_number(74.5, 2), write_number(0.125, 2), write_number(6.0)
    ('74.50', '0.125', '6')
    >>> write_number(-0.0, 2)
    '0.00'
    """
    number = Decimal(repr(round(float(value), PLACES))) + 0
    whole, _point, part = f"{number:f}".partition(".")
    part = part.rstrip("0").ljust(places, "0")
    text = f"{whole}.{part}" if part else whole
    return text.removeprefix("-") if not number else text
