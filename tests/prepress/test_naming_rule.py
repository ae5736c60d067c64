"""No rule of the shop makes two files one, or a name that some system refuses."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prepress import naming_rule
from prepress.naming_rule import (
    DEFAULT_RULE,
    TOKENS,
    BadRule,
    check_rule,
    clean,
    distinct,
    fill,
    keep,
    with_ending,
)

KNOWN = {
    "order": "i-000123",
    "line": "2",
    "part": "Cover",
    "pages": "001-016",
    "size": "745x605",
    "inks": "CMYK+PANTONE-185-C",
    "version": "1",
}
FORBIDDEN = set('<>:"/\\|?*')


def test_the_examples_in_the_docstrings_are_true():
    flags = doctest.IGNORE_EXCEPTION_DETAIL
    assert doctest.testmod(naming_rule, optionflags=flags).failed == 0


def test_the_shop_begins_with_what_a_press_reads():
    assert fill(DEFAULT_RULE, KNOWN) == (
        "i-000123-2_Cover_p001-016_745x605_CMYK+PANTONE-185-C_v1"
    )
    check_rule(DEFAULT_RULE)


@pytest.mark.parametrize("token", TOKENS)
def test_what_nobody_knows_leaves_no_trace(token):
    name = fill(DEFAULT_RULE, KNOWN | {token: ""})
    assert "__" not in name and not name.endswith(("_p", "_v", "-", "_"))


@pytest.mark.parametrize(
    ("rule", "token"),
    [
        ("{order}_{colour}", "colour"),
        ("order.pdf", ""),
        ("", ""),
        ("{order", ""),
        ("{order}}", ""),
        ("{}{order}", ""),
    ],
)
def test_a_rule_that_cannot_be_kept_is_refused(rule, token):
    with pytest.raises(BadRule) as refused:
        check_rule(rule)
    assert str(refused.value) == token


def test_latin_leaves_nothing_that_a_rip_cannot_read():
    name = fill("{title}_{client}", {"title": "中国 Осень", "client": "é"}, str.lower)
    assert name.isascii()


def test_a_long_name_is_cut_and_stays_itself():
    first, second = (with_ending("ф" * 200 + end, "a.PDF") for end in "xy")
    assert first != second
    for name in (first, second):
        assert len(name.encode()) <= 130 and name.endswith(".pdf")


@given(st.lists(st.from_regex(r"(f/)?[aAбБ](_2)?(\.[aA])?", fullmatch=True)))
def test_two_files_never_become_one(names):
    told = distinct(names)
    assert len({name.casefold() for name in told}) == len(names)


def test_thousands_of_one_name_are_told_apart_at_once():
    told = distinct(["print/a.pdf"] * 65_536)
    assert len(set(told)) == 65_536
    assert told[1] == "print/a_2.pdf"


@given(st.text(max_size=40))
def test_every_name_can_be_kept_anywhere(text):
    for name in (keep(text), with_ending(clean(text), text)):
        assert name and not FORBIDDEN & set(name)
        assert name == name.strip() and not name.endswith(".")
