"""Tables as clients have them: from three spreadsheets, four languages, by hand."""

import doctest

import pytest
import spec_rows.cells
import spec_rows.table
from spec_rows import BadTable, Column, as_typed, decode, keep, read, write

TITLE = Column("job_title", "Название работы")
COPIES = Column("copies", "Тираж, экз.", "integer")
PAPER = Column(
    "paper", "Бумага", "selection", {"gloss": "gloss", "мелованная": "gloss"}
)
COLUMNS = [TITLE, COPIES, PAPER]


def cells(text, columns=COLUMNS, most=200):
    return [row.cells for row in read(text, columns, most)]


@pytest.mark.parametrize("module", [spec_rows.cells, spec_rows.table])
def test_the_examples_hold(module):
    result = doctest.testmod(module)
    assert result.attempted and not result.failed


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_columns_are_separated_as_the_spreadsheet_likes(delimiter):
    text = write([["job_title", "copies"], ["Книга", "500"]], delimiter)
    assert cells(text) == [{"job_title": "Книга", "copies": "500"}]


def test_commas_inside_quotes_do_not_separate_a_table_of_semicolons():
    assert cells('"Тираж, экз.";job_title\n5;A\n') == [
        {"copies": "5", "job_title": "A"}
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_every_usual_encoding_is_read(encoding):
    text = "Название работы;Бумага\nБлокнот;мелованная"
    assert decode(text.encode(encoding)) == text


def test_a_spreadsheet_file_is_no_text():
    with pytest.raises(BadTable) as caught:
        decode(b"PK\x03\x04\x14\x00\x06\x00\xd0\x00")
    assert caught.value.code == "binary"


def test_a_row_of_labels_under_the_codes_is_no_job():
    text = "job_title;copies\nНазвание работы;Тираж, экз.\nA;1\n"
    rows = read(text, COLUMNS, 200)
    assert [(row.number, row.cells) for row in rows] == [
        (3, {"job_title": "A", "copies": "1"})
    ]


def test_rows_are_numbered_as_the_spreadsheet_does():
    text = 'job_title\n\n"Two\nlines"\n;\nB\n'
    assert [row.number for row in read(text, COLUMNS, 200)] == [3, 5]


def test_a_line_break_inside_quotes_belongs_to_the_cell():
    assert cells('job_title;copies\r\n"Two\r\nlines";2\r\n') == [
        {"job_title": "Two\r\nlines", "copies": "2"}
    ]


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        ("", "empty", {}),
        (" \n;;\n", "empty", {}),
        ("job_title;copies\n", "no_rows", {}),
        ("job_title;colour;size\nA;1;2", "columns", {"names": "colour, size"}),
        ("copies;Тираж, экз.\n1;2", "twice", {"names": "copies"}),
        ('job_title\n"A', "quotes", {}),
        ("job_title\nA\nB\nC", "too_many", {"count": 3, "max": 2}),
    ],
)
def test_what_cannot_be_read_is_said_by_name(text, code, named):
    with pytest.raises(BadTable) as caught:
        read(text, COLUMNS, 2)
    assert (caught.value.code, caught.value.params) == (code, named)


def test_a_choice_is_named_by_code_or_label_in_any_case():
    assert as_typed(PAPER, "МЕЛОВАННАЯ ") == as_typed(PAPER, "gloss") == "gloss"


def test_an_unknown_choice_stays_as_it_was_typed():
    assert as_typed(PAPER, "Картон") == "Картон"


def test_several_choices_stand_behind_a_bar_or_in_a_list():
    several = Column("finish", "Отделка", "multi", {"сгиб": "fold", "лак": "varnish"})
    assert as_typed(several, "Сгиб | лак") == ["fold", "varnish"]
    assert as_typed(several, ["fold"]) == ["fold"]
    assert as_typed(several, None) == []


def test_yes_and_no_are_words_signs_or_truth():
    tick = Column(
        "later", "Позже", "boolean", yes=frozenset({"да"}), no=frozenset({"нет"})
    )
    assert [as_typed(tick, word) for word in ("Да", "x", "1", True, 1)] == ["1"] * 5
    assert [as_typed(tick, word) for word in ("нет", "-", "", False, None)] == [""] * 5
    with pytest.raises(ValueError, match="perhaps"):
        as_typed(tick, "perhaps")


def test_a_date_is_read_in_the_users_way_too():
    date = Column("by", "К сроку", "date", date_formats=("%d.%m.%Y",))
    assert as_typed(date, "24.11.2026") == as_typed(date, "2026-11-24") == "2026-11-24"
    assert as_typed(date, "soon") == "soon"


def test_numbers_of_a_program_are_texts_of_a_form():
    assert as_typed(COPIES, 500) == "500"
    assert as_typed(COPIES, False) == ""


def test_rows_that_are_left_keep_the_names_of_the_columns():
    text = 'job_title;copies\nA;1\n"B;b";2\nC;3\n'
    left = keep(text, {3})
    assert [(row.number, row.cells) for row in read(left, COLUMNS, 200)] == [
        (2, {"job_title": "B;b", "copies": "2"})
    ]
    assert keep(text, set()) == ""
