from decimal import ROUND_HALF_UP, Decimal


def round_half_up(amount: Decimal, digits: int) -> Decimal:
    """Round ``amount`` to ``digits`` decimals, halves away from zero.

    >>> round_half_up(Decimal("2.675"), 2)
    Decimal('2.68')
    >>> round_half_up(Decimal("-1.005"), 2)
    Decimal('-1.01')
    """
    return amount.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


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
