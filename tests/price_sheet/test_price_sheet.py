"""Numbers as three spreadsheets copy them, and what two price tables differ in."""

import doctest

import price_sheet
import pytest
from price_sheet import as_number, find_changes, plain


def test_examples_in_docstrings():
    assert not doctest.testmod(price_sheet).failed


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", ""),
        (" ", ""),
        ("640", "640"),
        ("1,80", "1.80"),
        ("1.80", "1.80"),
        ("1 234,5", "1234.5"),
        ("1\u00a0234,50", "1234.50"),  # no-break space, as Excel copies it
        ("1\u202f234,50", "1234.50"),  # narrow one, as LibreOffice in French does
        ("1'234.50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.234,50", "1234.50"),
        ("12.345.678", "12345678"),
        ("7,60 €", "7.60"),
        ("$7.60", "7.60"),
        (".5", ".5"),
        ("5.", "5"),
    ],
)
def test_numbers_as_people_type_them(typed, number):
    assert as_number(typed) == number


@pytest.mark.parametrize(
    "typed", ["abc", "-1", "1e5", "1 + 1", "7,60 лв", "NaN", "0x1F", "٣", "1" * 30]
)
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(ValueError, match="."):
        as_number(typed)


def test_the_same_number_written_otherwise_is_no_change():
    old = {"": [["1.0", "7.60", "0"], [100, 6.4]]}
    new = {"": [["1", "7.6"], ["100", "6.40", "0", "0"]]}
    assert not find_changes(old, new)


def test_changes_come_by_column_and_quantity():
    old = {"a": [["1", "2"], ["100", "1"]], "b": [["1", "5"]]}
    new = {"a": [["1", "2.5"], ["20", "2"]], "c": [["1", "9", "3"]]}
    told = [(c.column, c.kind, c.amount, c.old, c.new) for c in find_changes(old, new)]
    assert told == [
        ("a", "price", "1", ("2",), ("2.5",)),
        ("a", "new", "20", None, ("2",)),
        ("a", "gone", "100", ("1",), None),
        ("b", "gone", "1", ("5",), None),
        ("c", "new", "1", None, ("9", "3")),
    ]


def test_what_is_no_number_is_told_as_it_stands():
    assert plain("abc") == "abc"
    assert plain("Infinity") == "Infinity"
