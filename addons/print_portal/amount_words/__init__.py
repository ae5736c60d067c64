"""Amounts of money in words, as Russian and Bulgarian papers ask for them.

The whole amount is spelled, the hundredths stay digits, as accountants write them::

    >>> in_words(Decimal("323.02"), "EUR", "ru")
    'Триста двадцать три евро 02 цента'
    >>> in_words(Decimal("323.02"), "EUR", "bg")
    'Триста двадесет и три евро и 02 цента'
"""

from decimal import ROUND_HALF_UP, Decimal

from . import bulgarian, russian

LANGUAGES = {"ru": russian, "bg": bulgarian}
LIMIT = 10**12  # from here on there are no words


def in_words(amount, currency, language):
    """Return ``amount`` in words, "" where a language or an amount has none.

    :param Decimal amount: rounded to hundredths, half up
    :param str currency: ISO 4217 code; one that a language does not decline is put
        as it is, "двадцать UAH 50"
    :param str language: ISO 639-1 code
    """
    speech = LANGUAGES.get(language)
    amount = Decimal(amount).quantize(Decimal("0.01"), ROUND_HALF_UP)
    if not speech or abs(amount) >= LIMIT:
        return ""
    whole, hundredths = divmod(int(abs(amount) * 100), 100)
    text = speech.phrase(whole, hundredths, currency)
    text = f"{speech.MINUS} {text}" if amount < 0 else text
    return text[0].upper() + text[1:]
