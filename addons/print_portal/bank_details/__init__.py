"""Bank details as clients type them: IBAN with BIC, or the numbers of a Russian bank.

What is wrong is a code that the caller turns into a sentence; a number that was only
typed with spaces or hyphens is tidied first::

    >>> check_iban("BG81BNBG96611020345678")
    'digits'
    >>> check_bic("UNCRBGSF", tidy("BG80 BNBG 9661 1020 3456 78"))
    'other_bank'
    >>> check_account("40702810900000002851", "044030827")
    >>> check_account("40702810900000002852", "044030827")
    'digits'
"""

from .iban import check_bic, check_iban, spaced
from .russian import check_account, check_bik, check_corr_account

__all__ = [
    "check_account",
    "check_bic",
    "check_bik",
    "check_corr_account",
    "check_iban",
    "spaced",
    "tidy",
]


def tidy(text):
    """Return a number without what people put between its groups, in capitals."""
    return "".join(char for char in text or "" if char.isalnum()).upper()
