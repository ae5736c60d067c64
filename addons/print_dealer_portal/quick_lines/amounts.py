"""How many: a number as people write it in four languages."""

import re
import unicodedata
from decimal import Decimal

from .letters import clean

MOST = Decimal(10) ** 9  # no shelf holds more; beyond it is a barcode, or a slip

_UNITS = (
    "pcs?|pieces?|units?|ea|each|box(?:es)?|packs?|kg|l|m|m2|rolls?|sheets?"
    "|шт|штуки?|штук|уп|упак|кор|коробк[аи]|коробок|рул|кг|л|м|м2|листов|лист[аи]?"
    "|бр|бройк[аи]|броя|кутии?|кутия|опаковк[аи]|пак|пакета?|рол[ао]|ролк[аи]"
    "|pces?|pièces?|unités?|boîtes?|paquets?|rouleaux?|feuilles?|u"
)
_AMOUNT = re.compile(
    rf"(?:[x×*]\s*)?(?P<number>[0-9][0-9 .,'’]*?)\s*(?:[x×*]|(?:{_UNITS})\.?)?",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_GROUPED = (
    re.compile(r"[0-9]{1,3}(?:[ '’][0-9]{3})+(?:[.,][0-9]+)?"),
    re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]+"),
    re.compile(r"[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+"),
    re.compile(r"[0-9]{1,3}(?:,[0-9]{3}){2,}"),
    re.compile(r"[0-9]{1,3}(?:\.[0-9]{3}){2,}"),
)
# 1,500 is one and a half here, and fifteen hundred there.
_DOUBTFUL = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


def read_amount(text):
    """Return how many are meant, or ``None`` where it cannot be told for certain.

    >>> [str(read_amount(t)) for t in ("6", "2,5", "1 000", "1.250,5", "x 20 pcs.")]
    ['6', '2.5', '1000', '1250.5', '20']
    >>> [read_amount(t) for t in ("1,500", "six", "", "-3", "5-6", "99999999999")]
    [None, None, None, None, None, None]
    """
    text = unicodedata.normalize("NFKC", clean(text))
    match = _AMOUNT.fullmatch(text)
    if not match:
        return None
    number = match["number"].strip()
    if _DOUBTFUL.fullmatch(number):
        return None
    if _PLAIN.fullmatch(number):
        value = Decimal(number.replace(",", "."))
    elif any(pattern.fullmatch(number) for pattern in _GROUPED):
        value = _read_grouped(number)
    else:
        return None
    return value if value <= MOST else None


def _read_grouped(number):
    """Return a number whose thousands are set apart: the sign that comes once, and
    last, parts the fraction off."""
    bare = re.sub(r"[ '’]", "", number)
    signs = re.sub(r"[0-9]", "", bare)
    if len(signs) == 1 or len(set(signs)) == 2:
        whole, _sign, part = bare.rpartition(signs[-1])
        return Decimal(f"{re.sub(r'[.,]', '', whole)}.{part}")
    return Decimal(re.sub(r"[.,]", "", bare))


def is_doubtful(text):
    """Whether a number means one thing here and a thousand times as much there.

    >>> is_doubtful("1,500"), is_doubtful("1,5"), is_doubtful("0,500")
    (True, False, False)
    """
    match = _AMOUNT.fullmatch(unicodedata.normalize("NFKC", clean(text)))
    return bool(match and _DOUBTFUL.fullmatch(match["number"].strip()))
