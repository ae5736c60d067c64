"""International bank account numbers (ISO 13616) beside bank codes (ISO 9362).

Numbers come tidied: no spaces, capitals. How long an IBAN is in which country is in the
registry of SWIFT, of which Odoo has a copy: callers ask it after this.
"""

import re

# Country, check digits, and what the country makes of the rest.
IBAN = re.compile(r"[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
# Bank, country, place, and a branch that may be left out.
BIC = re.compile(r"[A-Z]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?")
# Whose IBAN holds the first four letters of the bank's BIC, at the fifth character.
NAMES_BANK = frozenset({"BG", "GB", "IE", "LV", "MT", "NL", "RO"})


def check_iban(number):
    """Return what is wrong with an IBAN: "form", "digits", or None.

    "digits" is a number whose check digits do not fit it (ISO 7064, MOD 97-10): a
    character is mistyped, missing, or changed places with another.
    """
    if not IBAN.fullmatch(number):
        return "form"
    # A letter counts as two digits, A is 10.
    digits = "".join(str(int(char, 36)) for char in number[4:] + number[:4])
    return None if int(digits) % 97 == 1 else "digits"


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
