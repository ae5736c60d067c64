"""Bank details: real numbers of banks pass, each slip of a finger does not."""

import doctest

import bank_details
import pytest
from bank_details import check_account, check_bic, check_corr_account, check_iban

# BIK, account, correspondent account, as banks and firms publish them.
RUSSIAN = [
    ("044030827", "40702810900000002851", "30101810200000000827"),
    ("044525225", "40702810740000432537", "30101810400000000225"),
]


def test_the_tour_is_true():
    assert doctest.testmod(bank_details).failed == 0


@pytest.mark.parametrize(("bik", "account", "corr"), RUSSIAN)
def test_published_russian_accounts_are_right(bik, account, corr):
    assert bank_details.check_bik(bik) is None
    assert check_account(account, bik) is None
    assert check_corr_account(corr, bik) is None


@pytest.mark.parametrize(("bik", "account", "corr"), RUSSIAN)
def test_each_mistyped_digit_is_found(bik, account, corr):
    for place, digit in enumerate(account):
        for other in set("0123456789") - {digit}:
            mistyped = account[:place] + other + account[place + 1 :]
            assert check_account(mistyped, bik) == "digits", mistyped
    for place in range(3, 17):
        mistyped = corr[:place] + str((int(corr[place]) + 1) % 10) + corr[place + 1 :]
        assert check_corr_account(mistyped, bik) == "digits", mistyped


def test_an_account_belongs_to_one_bank():
    (bik, account, corr), (other_bik, _account, other_corr) = RUSSIAN
    assert check_account(account, other_bik) == "digits"
    assert check_corr_account(other_corr, bik) == "other_bank"
    assert check_corr_account(corr, other_bik) == "other_bank"


def test_the_central_bank_is_named_by_its_region():
    """Its offices end in 000 to 002: the key is made with digits 5 and 6."""
    account = "4010281054537000000"  # 19 digits: the last one is sought
    fitting = [
        last for last in "0123456789" if not check_account(account + last, "044525000")
    ]
    assert len(fitting) == 1
    assert check_corr_account("", "044525000") is None
    assert check_corr_account(RUSSIAN[1][2], "044525000") == "needless"


def test_the_treasury_has_a_rule_of_its_own():
    assert check_account("03100643000000017300", "014525988") is None
    assert check_account("0310064300000001730", "014525988") == "form"


@pytest.mark.parametrize(
    "bik", ["", "04452522", "0445252255", "944525225", "04452522O"]
)
def test_what_is_no_bik(bik):
    assert bank_details.check_bik(bik) == "form"


@pytest.mark.parametrize("account", ["", "4070281074000043253", "4070281074000043253x"])
def test_what_is_no_account(account):
    assert check_account(account, "044525225") == "form"


@pytest.mark.parametrize(
    "iban",
    ["BG80BNBG96611020345678", "FR1420041010050500013M02606", "DE89370400440532013000"],
)
def test_examples_of_the_registry_are_right(iban):
    assert check_iban(iban) is None
    for place in range(4, len(iban)):
        if iban[place].isdigit():
            digit = str((int(iban[place]) + 1) % 10)
            mistyped = iban[:place] + digit + iban[place + 1 :]
            assert check_iban(mistyped) == "digits", mistyped
        if place > 4 and iban[place - 1] != iban[place]:
            swapped = iban[: place - 1] + iban[place] + iban[place - 1]
            assert check_iban(swapped + iban[place + 1 :]) == "digits", place


@pytest.mark.parametrize(
    "iban", ["", "BG80", "1180BNBG96611020345678", "4070281090000"]
)
def test_what_is_no_iban(iban):
    assert check_iban(iban) == "form"


def test_a_bulgarian_iban_names_its_bank():
    iban = "BG80BNBG96611020345678"
    assert check_bic("BNBGBGSF", iban) is None
    assert check_bic("BNBGBGSFXXX", iban) is None
    assert check_bic("UNCRBGSF", iban) == "other_bank"
    assert check_bic("BNPAFRPP", iban) == "other_bank"
    assert check_bic("BNBG", iban) == "form"
    # A French one does not: any French bank may be right.
    assert check_bic("BNPAFRPP", "FR1420041010050500013M02606") is None


def test_numbers_are_tidied_and_printed_in_groups():
    assert bank_details.tidy(" bg80 bnbg-9661\u00a01020 3456 78") == (
        "BG80BNBG96611020345678"
    )
    assert bank_details.spaced("BG80BNBG96611020345678") == (
        "BG80 BNBG 9661 1020 3456 78"
    )
