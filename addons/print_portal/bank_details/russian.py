"""Numbers of a Russian bank account: BIK, account and correspondent account.

The key of an account is its ninth digit. It is chosen so that the products of three
digits that stand for the bank, followed by the account, with the weights 7, 1, 3, 7,
1, 3, ... end in digits whose sum ends in 0.

Source: Bank of Russia, "Порядок расчета контрольного ключа в номере лицевого счета",
8 September 1997, No. 515. The plan of account numbers and of the BIK: Bank of Russia,
Regulation No. 809-P (accounts) and No. 762-P (BIK, annex of details of a transfer).

Numbers come tidied: digits without spaces.
"""

WEIGHTS = (7, 1, 3)
ACCOUNT_LENGTH = 20
BIK_LENGTH = 9
# The end of the BIK of an office of the Bank of Russia itself.
CENTRAL_BANK = frozenset({"000", "001", "002"})
# The BIK of the treasury, whose accounts begin with 03 and follow a rule of their own.
TREASURY = "01"


def check_bik(bik):
    """Return "form" for what is no BIK: nine digits, 0 first (1 for a foreign bank)."""
    is_bik = _is_digits(bik, BIK_LENGTH) and bik[0] in "01"
    return None if is_bik else "form"


def check_account(account, bik):
    """Return what is wrong with an account at the bank of ``bik``, or None.

    :param str bik: one that ``check_bik`` accepts
    :return: "form", or "digits" when the key does not fit account and bank
    """
    if not _is_digits(account, ACCOUNT_LENGTH):
        return "form"
    if bik.startswith(TREASURY):
        return None
    end = bik[6:]
    at = _central_office(bik) if end in CENTRAL_BANK else end
    return None if _is_key_right(at + account) else "digits"


def check_corr_account(account, bik):
    """Return what is wrong with the bank's own account at the Bank of Russia, or None.

    :return: "form", "digits" when the key does not fit, "other_bank" when its last
        three digits are those of another BIK, or "needless": an office of the Bank of
        Russia has no such account
    """
    if bik[6:] in CENTRAL_BANK:
        return "needless" if account else None
    if not _is_digits(account, ACCOUNT_LENGTH) or not account.startswith("301"):
        return "form"
    if not account.endswith(bik[6:]):
        return "other_bank"
    return None if _is_key_right(_central_office(bik) + account) else "digits"


def _central_office(bik):
    """Return the three digits that stand for the office of the Bank of Russia."""
    return "0" + bik[4:6]


def _is_key_right(digits):
    products = (int(d) * WEIGHTS[i % 3] for i, d in enumerate(digits))
    return sum(products) % 10 == 0


def _is_digits(text, length):
    return len(text) == length and text.isascii() and text.isdigit()
