"""Files as spreadsheets of Windows, Macs and phones save them as text."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from quick_lines import BadTable, read_file

MOST = 2000
WANTED = [("CH-HD2-20", Decimal(6)), ("PP-330-30", Decimal(8))]


def read(data, most=MOST):
    return [(line.code, line.amount) for line in read_file(data, most)]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Артикул;Кол-во\nCH-HD2-20;6\nPP-330-30;8\n", "utf-8"),
        ("Артикул;Кол-во\nCH-HD2-20;6\nPP-330-30;8\n", "utf-8-sig"),
        ("Артикул\tК-во\nCH-HD2-20\t6\nPP-330-30\t8\n", "utf-16"),
        ("К-во;Код\n6;CH-HD2-20\n8;PP-330-30\n", "cp1251"),
        ("Qté;Référence\n6;CH-HD2-20\n8;PP-330-30\n", "cp1252"),
    ],
)
def test_text_of_any_usual_alphabet(text, encoding):
    assert read(text.encode(encoding)) == WANTED


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old"),
        (b"%PDF-1.7\0\0\0", "binary"),
    ],
)
def test_what_is_no_table_is_called_so(data, code):
    with pytest.raises(BadTable) as refusal:
        read_file(data, MOST)
    assert refusal.value.code == code


def test_an_empty_file_has_no_rows():
    assert read(b"") == read(b"\n \n") == []


@given(st.binary(max_size=300))
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused(data):
    try:
        read_file(data, MOST)
    except BadTable as refusal:
        assert refusal.code in {"binary", "old", "too_many"}
