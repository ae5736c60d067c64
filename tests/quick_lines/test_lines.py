"""Rows as people paste and type them."""

from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from quick_lines import BadTable, fold_lookalikes, parse, read_amount, write

MOST = 2000


def read(text):
    return [(line.code, line.amount) for line in parse(text, MOST)]


def pairs(*rows):
    return [(code, amount and Decimal(amount)) for code, amount in rows]


WANTED = pairs(("CH-HD2-20", "6"), ("PP-330-30", "8"))


@pytest.mark.parametrize(
    "text",
    [
        "CH-HD2-20\t6\nPP-330-30\t8",
        "CH-HD2-20;6\nPP-330-30;8",
        "CH-HD2-20,6\nPP-330-30,8",
        "CH-HD2-20, 6\nPP-330-30, 8",
        "CH-HD2-20|6\r\n\r\nPP-330-30|8\r\n",
        "CH-HD2-20 6\nPP-330-30 8",
        "6 CH-HD2-20\n8 PP-330-30",
        "6;CH-HD2-20\n8;PP-330-30",
        "6 x CH-HD2-20\n8 × PP-330-30",
        "6 х CH-HD2-20\nPP-330-30 х 8",
        "CH-HD2-20 x6\nPP-330-30 *8",
        "CH-HD2-20: 6\nPP-330-30 = 8 pcs",
        "CH-HD2-20 - 6 шт.\nPP-330-30 — 8 бр",
        '"CH-HD2-20";"6"\n"PP-330-30";"8"',
        "CH-HD2-20;6\n8;PP-330-30",
        "CH-HD2-20\t6\nPP-330-30 8",
        "CH-HD2-20\t6\nPP-330-30;8",
        "CH-HD2-20;6,0\nPP-330-30;8.0",
        "\ufeffCH-HD2-20\u00a06\n PP\u2011330\u201130\u200b 8 ",
        "1;CH-HD2-20;Проявител HD-2, 20 л;6;бр\n2;PP-330-30;Хартия;8;бр",
        "Code;Quantity\nCH-HD2-20;6\nPP-330-30;8",
        "Количество;Артикул\n6;CH-HD2-20\n8;PP-330-30",
        "№;Наименование;Код;Кол-во, шт;Цена\n"
        "1;Проявитель;CH-HD2-20;6;74,50\n2;Бумага;PP-330-30;8;58,90",
        "Продукт\tКод\tК-во\nПроявител\tCH-HD2-20\t6\nХартия\tPP-330-30\t8",
        "Référence;Désignation;Qté\nCH-HD2-20;Révélateur;6\nPP-330-30;Papier;8",
        "REF.;QTE.\nCH-HD2-20;6\nPP-330-30;8",
        "Item No,Description,Order qty\nCH-HD2-20,Developer,6\nPP-330-30,Paper,8",
    ],
)
def test_two_rows_say_the_same_however_they_are_written(text):
    assert read(text) == WANTED


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("CH-HD2-20", pairs(("CH-HD2-20", None))),
        ("CH-HD2-20;2,5", pairs(("CH-HD2-20", "2.5"))),
        ("CH-HD2-20 2,5", pairs(("CH-HD2-20", "2.5"))),
        ("CH-HD2-20, 2,5\nBS-50, 4", pairs(("CH-HD2-20", "2.5"), ("BS-50", "4"))),
        ("CH-HD2-20;1 000", pairs(("CH-HD2-20", "1000"))),
        ("CH-HD2-20 12 000", pairs(("CH-HD2-20", "12000"))),
        ("4006381333931;10", pairs(("4006381333931", "10"))),
        ("10;4006381333931", pairs(("4006381333931", "10"))),
        ("4006381333931 10", pairs(("4006381333931", "10"))),
        ("PL 745 30 x 100", pairs(("PL 745 30", "100"))),
        ("CH-HD2-20;шест", pairs(("CH-HD2-20", None))),
        ('PL 12";3\nBS-50;4', pairs(('PL 12"', "3"), ("BS-50", "4"))),
        ('"PL;1";3', pairs(("PL;1", "3"))),
    ],
)
def test_a_row_alone(text, wanted):
    assert read(text) == wanted


def test_a_number_that_means_two_things_is_left_to_a_person():
    line = parse("CH-HD2-20;1,500", MOST)[0]
    assert (line.amount, line.typed, line.is_doubtful) == (None, "1,500", True)
    assert not parse("CH-HD2-20;1,5", MOST)[0].is_doubtful


def test_rows_are_counted_as_the_table_counts_them():
    lines = parse("Code;Qty\n\nCH-HD2-20;6\n\nPP-330-30;8", MOST)
    assert [line.number for line in lines] == [3, 5]


def test_the_whole_row_is_kept_for_a_code_that_ends_in_a_number():
    line = parse("PL 745", MOST)[0]
    assert (line.code, line.typed, line.text) == ("PL", "745", "PL 745")


def test_a_product_called_like_a_heading_is_still_one():
    assert read("REF 5") == pairs(("REF", "5"))


def test_too_many_rows_are_refused_with_their_number():
    with pytest.raises(BadTable) as refusal:
        parse("\n".join(["AB-1;1"] * 4), 3)
    assert (refusal.value.code, refusal.value.params) == (
        "too_many",
        {"count": 4, "max": 3},
    )
    assert len(parse("Code;Qty\n" + "\n".join(["AB-1;1"] * 3), 3)) == 3


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("0", "0"),
        ("007", "7"),
        ("2.5", "2.5"),
        ("1'000", "1000"),
        ("1 234 567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1 234,50", "1234.50"),
        ("0,500", "0.500"),
        ("６", "6"),
        ("20 кутии", "20"),
        ("20 pièces", "20"),
        ("x3", "3"),
    ],
)
def test_numbers_of_four_languages(typed, wanted):
    assert read_amount(typed) == Decimal(wanted)


@pytest.mark.parametrize(
    "typed",
    ["", "-3", "1,500", "1.500", "1..5", "5-6", "1e5", "NaN", "½", "٣", "6 six"],
)
def test_what_is_no_certain_number_is_none(typed):
    assert read_amount(typed) is None


def test_cyrillic_letters_of_latin_shape_are_told_from_true_ones():
    assert fold_lookalikes("РР-330-30") == "PP-330-30"
    assert fold_lookalikes("ЖЛ-1") == "ЖЛ-1"


@given(st.text(max_size=400))
@example("\x1c\x85\u2028a;1")
@example('";\n";"')
@settings(max_examples=400, deadline=None)
def test_any_text_becomes_rows_and_none_that_holds_something_is_lost(text):
    lines = parse(text, 10_000)
    numbers = [line.number for line in lines]
    assert numbers == sorted(set(numbers))
    assert all(line.code or line.typed for line in lines)
    for line in lines:
        assert line.amount is None or 0 <= line.amount <= 10**9


CODES = st.from_regex(r"[A-Z]{2,4}-[0-9]{2,4}(-[0-9]{2})?", fullmatch=True)
AMOUNTS = st.integers(1, 99_999)


@given(
    st.lists(st.tuples(CODES, AMOUNTS), min_size=1, max_size=30),
    st.sampled_from(
        ["{0}\t{1}", "{0};{1}", "{0},{1}", "{0} {1}", "{1} x {0}", "{1};{0}"]
    ),
)
@settings(max_examples=200, deadline=None)
def test_what_is_written_one_way_is_read_back(rows, pattern):
    text = "\n".join(pattern.format(code, amount) for code, amount in rows)
    assert read(text) == rows


@given(st.lists(st.tuples(CODES, AMOUNTS), min_size=1, max_size=30))
@settings(max_examples=100, deadline=None)
def test_lines_survive_being_written(rows):
    lines = parse("\n".join(f"{code};{amount}" for code, amount in rows), MOST)
    assert read(write(lines)) == rows
