"""Money and quantities are exact: ``int`` or ``Decimal``, never ``float``."""

from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

from .price_error import PriceError

CENT = Decimal("0.01")
LARGEST = Decimal(10) ** 15  # beyond it a number is a slip of the keyboard
MOST_DECIMALS = 12  # of anything that is typed
# Products of four such numbers stay exact, so that a half is still seen as a half.
EXACT = Context(prec=120, rounding=ROUND_HALF_UP)


def round_half_up(amount: Decimal, digits: int) -> Decimal:
    """Round ``amount`` to ``digits`` decimals, halves away from zero.

    >>> round_half_up(Decimal("2.675"), 2)
    Decimal('2.68')
    >>> round_half_up(Decimal("-1.005"), 2)
    Decimal('-1.01')
    """
    return amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, EXACT)


def round_money(amount: Decimal, rounding: Decimal = CENT) -> Decimal:
    """Round ``amount`` to a multiple of ``rounding``, halves away from zero.

    :param rounding: the currency's smallest amount: 0.01, 1 (yen), 0.001, 0.05

    >>> round_money(Decimal("1.025"), Decimal("0.05"))
    Decimal('1.05')
    >>> round_money(Decimal("1234.5"), Decimal(1))
    Decimal('1235')
    >>> round_money(Decimal("289.75"), Decimal("1.0"))
    Decimal('290')
    """
    # As it was typed or stored, 1.0 would ask for a decimal that the money lacks.
    power = rounding.normalize(EXACT)
    if power.as_tuple().digits == (1,):
        return amount.quantize(power, ROUND_HALF_UP, EXACT)
    steps = EXACT.divide(amount, rounding).quantize(Decimal(1), ROUND_HALF_UP, EXACT)
    return EXACT.multiply(steps, rounding)


def exact(value, name: str = "") -> Decimal:
    """Return a typed number as it was written.

    :param name: of the field, for the error
    :raise PriceError: ``not_a_number``, ``too_large``, ``too_precise``

    >>> exact("0.10")
    Decimal('0.10')
    """
    if isinstance(value, Decimal):
        number = value
    elif isinstance(value, int | float | str) and not isinstance(value, bool):
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            raise PriceError("not_a_number", field=name, value=value) from None
    else:
        raise PriceError("not_a_number", field=name, value=value)
    if not number.is_finite():
        raise PriceError("not_a_number", field=name, value=value)
    if abs(number) > LARGEST:
        raise PriceError("too_large", field=name, value=value)
    if number.as_tuple().exponent < -MOST_DECIMALS:
        number = number.normalize(EXACT)
        if number.as_tuple().exponent < -MOST_DECIMALS:
            raise PriceError("too_precise", field=name, value=value)
    return number


def price_total(quantity: Decimal, rate: Decimal, digits: int) -> Decimal:
    """Return the price of ``quantity`` units at ``rate``, tax excluded.

    :param digits: decimals of the currency
    :raise ValueError: if either is negative

    >>> price_total(Decimal("4.515"), Decimal("11.30"), 2)
    Decimal('51.02')
    """
    if quantity < 0 or rate < 0:
        raise ValueError(f"negative price: {quantity} x {rate}")
    return round_half_up(quantity * rate, digits)


def written(amount: Decimal) -> str:
    """Write a number in full, without an exponent and without idle zeros.

    >>> written(Decimal("24.000")), written(Decimal("1E+3")), written(Decimal("-0"))
    ('24', '1000', '0')
    """
    text = f"{amount:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text
