"""International bank account numbers (ISO 13616) beside bank codes (ISO 9362).

Numbers come tidied: no spaces, capitals. Whether an IBAN itself is right is
python-stdnum's to say, which carries the registry of SWIFT.
"""

import re

# Bank, country, place, and a branch that may be left out.
BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
# Whose IBAN holds the first four letters of the bank's BIC, at the fifth character.
NAMES_BANK = frozenset({"BG", "GB", "IE", "LV", "MT", "NL", "RO"})


def check_bic(code, iban):
    """Return what is wrong with the BIC beside a right IBAN, or None.

    :return: "form", or "other_bank" when the IBAN itself names another bank or country
    """
    if not BIC.fullmatch(code):
        return "form"
    if code[4:6] != iban[:2]:
        return "other_bank"
    if iban[:2] in NAMES_BANK and code[:4] != iban[4:8]:
        return "other_bank"
    return None


def spaced(number):
    """Return an IBAN in groups of four, as it is printed."""
    return " ".join(number[i : i + 4] for i in range(0, len(number), 4))
