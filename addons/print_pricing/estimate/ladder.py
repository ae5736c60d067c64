"""Which quantities are worth a look beside the one that is asked for."""

from collections.abc import Iterable, Sequence
from decimal import ROUND_CEILING, Decimal

BELOW, ABOVE = 1, 3  # quantities on each side of the one that is asked for
APART = Decimal("1.2")  # nearer ones tell nothing new
BARGAIN = Decimal("0.5")  # of price and unit price: what more may cost at most


def find_quantities(
    quantity: int, rungs: Iterable[int] = (), least: int = 1, most: int | None = None
) -> tuple[int, ...]:
    """Return up to five quantities in rising order, ``quantity`` among them.

    Rungs of the tariffs come first, for there the price changes; where they are few,
    round quantities fill up.

    >>> find_quantities(300, [100, 250, 500, 1000, 5000])
    (250, 300, 500, 1000, 5000)
    >>> find_quantities(1)
    (1, 2, 5, 10)
    >>> find_quantities(19, most=20)
    (10, 19)

    :param quantity: at least 1
    :param least: the smallest that may be ordered, ``most`` the largest
    """
    limit = quantity * 1000 if most is None else most
    known = sorted({rung for rung in rungs if least <= rung <= limit})
    above = _spread([rung for rung in known if rung > quantity])
    for round_one in _round_above(above[-1] if above else quantity):
        if len(above) >= ABOVE or round_one > limit:
            break
        if round_one >= (above[-1] if above else quantity) * APART:
            above.append(round_one)
    lower = [rung for rung in known if rung * APART <= quantity]
    if not lower and (round_one := _round_below(quantity)) >= max(least, 1):
        lower = [round_one]
    return (*lower[-BELOW:], quantity, *above[:ABOVE])


def _spread(rungs: Sequence[int]) -> list[int]:
    """Return those of ``rungs`` that stand apart from one another, the first always.

    The next rung is news however near it is: 1000 may cost less than 900.
    """
    kept: list[int] = []
    for rung in rungs:
        if not kept or rung >= kept[-1] * APART:
            kept.append(rung)
    return kept


def _round_above(amount: int):
    """Yield 1, 2, 5, 10, 20, 50... from beyond ``amount``."""
    power = 10 ** max(len(str(amount)) - 1, 0)
    while True:
        for digit in (1, 2, 5):
            if digit * power > amount:
                yield digit * power
        power *= 10


def _round_below(amount: int) -> int:
    """Return the largest of 1, 2, 5, 10... clearly below ``amount``, 0 without one."""
    power = 10 ** max(len(str(amount)) - 1, 0)
    rounds = [
        digit * each for each in (power // 10, power) for digit in (1, 2, 5) if each
    ]
    return max((n for n in rounds if n * APART <= amount), default=0)


def reach_rung(quantity: int, taken: Decimal, rung: Decimal) -> int:
    """Return the quantity with which a job reaches ``rung`` of a tariff.

    Where the tariff counts something else, such as sheets, it is rounded up to two
    digits: nobody orders 2728 leaflets.

    >>> reach_rung(2, Decimal(16), Decimal(24)), reach_rung(900, Decimal(330), 1000)
    (3, 2800)

    :param taken: what the job takes of the tariff with ``quantity``
    """
    share = Decimal(quantity) * rung / taken
    whole = int(share.to_integral_value(ROUND_CEILING))
    if taken == quantity:
        return whole
    step = 10 ** max(len(str(whole)) - 2, 0)
    return -(-whole // step) * step


def find_bargain(
    steps: Sequence[tuple[int, Decimal]], current: int
) -> tuple[int, Decimal] | None:
    """Return the step above the current one for which little more is paid, or less.

    >>> steps = [(100, Decimal(100)), (200, Decimal(110)), (500, Decimal(400))]
    >>> find_bargain(steps, 0)
    (1, Decimal('10'))
    >>> find_bargain(steps, 1)

    :param steps: ``(pieces, price)``, pieces rising
    :param current: index of what is asked for
    :return: ``(index, what it costs more)``; negative where the whole is cheaper
    """
    pieces, price = steps[current]
    extras = [
        (index, its_price - price)
        for index, (its_pieces, its_price) in enumerate(steps)
        if its_pieces > pieces
        and its_price - price
        <= BARGAIN * price * min(1, Decimal(its_pieces - pieces) / pieces)
    ]
    if not extras:
        return None
    cheapest = min(extras, key=lambda extra: extra[1])
    return cheapest if cheapest[1] <= 0 else extras[0]
