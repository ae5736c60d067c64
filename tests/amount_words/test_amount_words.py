"""Amounts on Russian and Bulgarian papers, as an accountant would write them."""

import doctest
from decimal import Decimal

import amount_words
import pytest
from amount_words import bulgarian, in_words, russian

RU = {
    ("0.00", "RUB"): "Ноль рублей 00 копеек",
    ("1.01", "RUB"): "Один рубль 01 копейка",
    ("2.02", "RUB"): "Два рубля 02 копейки",
    ("11.11", "RUB"): "Одиннадцать рублей 11 копеек",
    ("21.21", "RUB"): "Двадцать один рубль 21 копейка",
    ("112.00", "RUB"): "Сто двенадцать рублей 00 копеек",
    ("1000.00", "RUB"): "Одна тысяча рублей 00 копеек",
    ("2121.22", "RUB"): "Две тысячи сто двадцать один рубль 22 копейки",
    ("12005.50", "RUB"): "Двенадцать тысяч пять рублей 50 копеек",
    ("1000000.00", "RUB"): "Один миллион рублей 00 копеек",
    ("3400019.90", "EUR"): "Три миллиона четыреста тысяч девятнадцать евро 90 центов",
    ("5000000000", "USD"): "Пять миллиардов долларов 00 центов",
    ("-41.00", "USD"): "Минус сорок один доллар 00 центов",
    ("323.02", "UAH"): "Триста двадцать три UAH 02",
}
BG = {
    ("0.00", "EUR"): "Нула евро и 00 цента",
    ("1.01", "EUR"): "Едно евро и 01 цент",
    ("2.02", "EUR"): "Две евро и 02 цента",
    ("1.01", "BGN"): "Един лев и 01 стотинка",
    ("22.50", "BGN"): "Двадесет и два лева и 50 стотинки",
    ("15.00", "EUR"): "Петнадесет евро и 00 цента",
    ("305.00", "EUR"): "Триста и пет евро и 00 цента",
    ("315.00", "EUR"): "Триста и петнадесет евро и 00 цента",
    ("320.00", "EUR"): "Триста и двадесет евро и 00 цента",
    ("467.64", "EUR"): "Четиристотин шестдесет и седем евро и 64 цента",
    ("1000.00", "EUR"): "Хиляда евро и 00 цента",
    ("1001.00", "EUR"): "Хиляда и едно евро и 00 цента",
    ("2100.00", "EUR"): "Две хиляди и сто евро и 00 цента",
    ("2121.00", "EUR"): "Две хиляди сто двадесет и едно евро и 00 цента",
    ("21000.00", "EUR"): "Двадесет и една хиляди евро и 00 цента",
    ("1001000.00", "EUR"): "Един милион и хиляда евро и 00 цента",
    ("2020005.00", "EUR"): "Два милиона двадесет хиляди и пет евро и 00 цента",
    ("-7.00", "USD"): "Минус седем долара и 00 цента",
    ("20.50", "UAH"): "Двадесет UAH и 50",
}


@pytest.mark.parametrize(("amount", "currency"), RU)
def test_russian(amount, currency):
    assert in_words(Decimal(amount), currency, "ru") == RU[amount, currency]


@pytest.mark.parametrize(("amount", "currency"), BG)
def test_bulgarian(amount, currency):
    assert in_words(Decimal(amount), currency, "bg") == BG[amount, currency]


def test_halves_of_a_hundredth_go_up():
    assert in_words(Decimal("1.005"), "EUR", "ru") == "Один евро 01 цент"


@pytest.mark.parametrize("amount", ["1000000000000", "-1000000000000"])
def test_beyond_the_last_word_there_is_none(amount):
    assert in_words(Decimal(amount), "EUR", "bg") == ""
    assert in_words(Decimal("999999999999.99"), "EUR", "bg")


def test_other_languages_have_none():
    assert in_words(Decimal(1), "EUR", "en") == ""


@pytest.mark.parametrize("speech", [russian, bulgarian])
def test_no_two_numbers_read_the_same(speech):
    spelled = {speech.spell(number, "m") for number in range(2001)}
    assert len(spelled) == 2001
    assert not any("  " in text or text != text.strip() for text in spelled)


def test_the_examples_of_the_docstring_hold():
    assert doctest.testmod(amount_words).failed == 0
