"""Clients see what they typed, and two names never become one."""

import ftplib
import io
import socket
import unicodedata

import pytest
from conftest import PASSWORD
from ftpd import names
from test_upload import wait_for

WORDS = [
    "",
    "Визитка",
    "КАТАЛОГ_осень",
    "обложка 12",
    "Плакат А3",
    "листовка",
    "БАННЕР",
    "Поръчка",
    "ЩИТ",
    "ДОГОВОР",
    "спуск полос 16",
    "Буклет_осень_24стр",
    "брошюра",
    "СПРАВКА",
    "Стенд",
    "Флаер",
    "пакет",
    "визитки Иванов 2 стор",
    "ВХОД",
    "вход",
    "Книга_блок",
    "корица",
    "КОРИЦА",
    "Етикет вино",
    "фактура",
    "Ёлка",
    "Логотип",
    "",
][1:-1]


@pytest.mark.parametrize("page", ["utf-8", "cp1251", "koi8-r"])
@pytest.mark.parametrize("word", WORDS)
def test_old_code_pages_are_told_from_one_another(page, word):
    assert names.decode(f"{word}.pdf".encode(page)) == (f"{word}.pdf", page)


@pytest.fixture
def raw(serve):
    """Return a function that sends bytes and returns the answer, logged in."""
    with socket.create_connection(serve(), timeout=30) as control:
        control.recv(200)

        def send(line):
            control.sendall(line + b"\r\n")
            return control.recv(4000)

        send(b"USER hillside")
        send(PASSWORD.join(("PASS ", "")).encode())
        yield send


def test_a_session_in_cp1251_reads_its_own_names(raw, store):
    name = "Визитка".encode("cp1251")
    assert raw(b"MKD " + name).startswith(b"257")
    assert name in raw(b"CWD " + name)
    assert (store.root / "clients/7/Визитка").is_dir()
    assert raw(b"MKD " + "Листовка".encode("cp1251")).startswith(b"257")
    assert {path.name for path in (store.root / "clients/7").rglob("*")} == {
        "Визитка",
        "Листовка",
    }


@pytest.fixture
def ftp(serve):
    client = ftplib.FTP(timeout=30)
    client.connect(*serve())
    client.login("hillside", PASSWORD)
    yield client
    client.close()


@pytest.mark.parametrize(
    "name",
    [
        "été.pdf",
        "emoji 🖨.pdf",
        "-rf",
        ".hidden",
        "trailing space ",
        " leading space",
        "a" * 251 + ".pdf",
        "ф" * 200 + ".pdf",
        "50%.pdf",
        'quote".pdf',
        "CON.pdf",
    ],
)
def test_a_name_comes_back_as_it_was_typed(ftp, name):
    ftp.storbinary(f"STOR {name}", io.BytesIO(b"bytes"))
    assert name in ftp.nlst()
    got = io.BytesIO()
    ftp.retrbinary(f"RETR {name}", got.write)
    assert got.getvalue() == b"bytes"


def test_a_mac_and_the_others_mean_the_same_name(ftp):
    apart = unicodedata.normalize("NFD", "été.pdf")
    ftp.storbinary(f"STOR {apart}", io.BytesIO(b"bytes"))
    assert ftp.nlst() == ["été.pdf"]


def test_two_long_names_stay_two(ftp):
    long = "ф" * 200
    ftp.storbinary(f"STOR {long}1.pdf", io.BytesIO(b"one"))
    ftp.storbinary(f"STOR {long}2.pdf", io.BytesIO(b"two"))
    got = []
    ftp.retrbinary(f"RETR {long}1.pdf", got.append)
    assert got == [b"one"]


@pytest.mark.parametrize(
    ("sent", "page", "kept"),
    [
        (
            "Визитка.pdf".encode("cp1251"),
            "Визитка.pdf",
            {"raw_name": "%C2%E8%E7%E8%F2%EA%E0.pdf", "raw_encoding": "cp1251"},
        ),
        (
            "Плакат 100%.pdf".encode("koi8-r"),
            "Плакат 100%.pdf",
            {"raw_name": "%F0%CC%C1%CB%C1%D4 100%25.pdf", "raw_encoding": "koi8-r"},
        ),
        (
            unicodedata.normalize("NFD", "été.pdf").encode(),
            "été.pdf",
            {"raw_name": "e%CC%81te%CC%81.pdf", "raw_encoding": "utf-8"},
        ),
        ("Визитка.pdf".encode(), "Визитка.pdf", {}),
    ],
)
def test_the_bytes_of_a_name_are_kept(ftp, store, gate, sent, page, kept):
    """Where they are not the name itself: in a folder, and after a resume."""
    ftp.encoding = "latin-1"  # sends each byte as it is
    ftp.mkd("in")
    command = "STOR in/" + sent.decode("latin-1")
    ftp.storbinary(command, io.BytesIO(b"first bytes"))
    [first] = store.journal(min_age_s=0)
    ftp.storbinary(command, io.BytesIO(b", and more"), rest=11)
    [second] = store.journal(min_age_s=0)
    assert (store.root / "clients/7/in" / page).read_bytes() == b"first bytes, and more"
    assert first.note == second.note == kept
    wait_for(lambda: gate.notes.get(second.stored.path) == kept)


@pytest.mark.parametrize("name", ["..", "."])
def test_no_file_is_called_like_a_step(ftp, name):
    with pytest.raises(ftplib.error_perm):
        ftp.storbinary(f"STOR {name}", io.BytesIO(b"bytes"))
