from decimal import Decimal

import pytest
from estimate import FormulaError, compile_formula
from hypothesis import given, settings
from hypothesis import strategies as st

JOB = {
    "copies": 1000,
    "ups": 21,
    "area": Decimal("4.5"),
    "laminate": "matt",
    "back": None,
}


def value(source, **more):
    return compile_formula(source).evaluate({**JOB, **more})


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("ceil(copies / ups)", "48"),
        ("floor(copies / ups)", "47"),
        ("0.1 + 0.2", "0.3"),
        ("round(2.5) + round(-2.5)", "0"),
        ("max(area, 5) * 2 if copies >= 1000 else 0", "10.0"),
        ("1 if laminate == 'matt' and not back else 2", "1"),
        ("'none' != laminate", "1"),
        ("0 < copies < 1000", "0"),
        ("copies / back if back else 7", "7"),
        ("-(copies - 1)", "-999"),
        ("1_000 * .5", "500.0"),
        ("  copies\n + 1", "1001"),
        # what a division that does not end leaves is not an extra sheet
        ("ceil(2 / 3 * 3)", "2"),
        ("floor(1 / 3 * 3)", "1"),
        ("1 / 3 * 3 == 1", "1"),
    ],
)
def test_arithmetic_is_exact(source, expected):
    assert value(source) == Decimal(expected)


@pytest.mark.parametrize(
    ("source", "code", "position"),
    [
        ("", "empty", 0),
        ("copies +* 2", "syntax", 8),
        ("1,5 * copies", "decimal_comma", 0),
        ("copies * 1e9", "number", 9),
        ("copies * 0x10", "number", 9),
        ("copies + 99999999999999999999", "too_large", 9),
        ("площадь + f(1)", "function_unknown", 10),
        ("copies + max(1)", "arguments", 9),
        ("copies + 'a'", "text_alone", 9),
        ("laminate == 'a' * 3", "text_alone", 12),
        ("copies *", "syntax", 8),
        ("+".join(["1"] * 250), "too_complex", 0),
        ("1+" * 300 + "1", "too_long", 500),
    ],
)
def test_errors_are_shown_at_their_character(source, code, position):
    with pytest.raises(FormulaError) as refused:
        compile_formula(source)
    assert (refused.value.code, refused.value.position) == (code, position)


@pytest.mark.parametrize(
    "source",
    [
        *("9**9**9", "copies.real", "[copies]", "lambda: 1", "(copies := 2)"),
        *("copies[0]", "1 << 9", "copies % 2", "copies // 2", "~copies", "1j", "True"),
        *("{copies}", "{1: 2}", "f'{copies}'", "[x for x in copies]", "b'x'", "..."),
        *("__import__('os')", "max(*copies)", "max(copies, key=min)", "().__class__"),
        *("copies in copies", "copies is copies", "'a' < laminate", "yield", "a; b"),
        *("(" * 200, "-" * 450 + "1", "not " * 120 + "1", "\0", "\ud800", "await a"),
    ],
)
def test_hostile_formulas_are_refused(source):
    with pytest.raises(FormulaError):
        compile_formula(source)


@pytest.mark.parametrize(
    ("source", "code", "position"),
    [
        ("1 + copies / (ups - 21)", "division_by_zero", 14),
        ("copies * height", "name_unknown", 9),
        ("copies * laminate", "value_not_a_number", 9),
        ("height == 'a'", "name_unknown", 0),
        ("999999999999999 * copies", "too_large", 0),
    ],
)
def test_values_that_do_not_fit_are_shown_at_their_character(source, code, position):
    with pytest.raises(FormulaError) as refused:
        value(source)
    assert (refused.value.code, refused.value.position) == (code, position)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), Decimal("sNaN")])
def test_a_figure_has_to_be_a_number(number):
    with pytest.raises(FormulaError, match="value_not_a_number"):
        value("copies + 1", copies=number)


def test_names_are_checked_before_anything_is_priced():
    with pytest.raises(FormulaError, match="name=height") as refused:
        compile_formula("copies * height").check_names({"copies"})
    assert refused.value.position == 9


def test_the_same_text_is_compiled_once():
    assert compile_formula("copies * 2") is compile_formula("copies * 2")


@settings(derandomize=True, max_examples=300, deadline=None)
@given(st.text("copies()+-*/<>=!,. '\"019ifelsandormxc\n", max_size=60))
def test_any_text_is_a_formula_or_an_error_with_its_place(source):
    try:
        assert value(source).is_finite()
    except FormulaError as error:
        assert 0 <= error.position <= len(source)
