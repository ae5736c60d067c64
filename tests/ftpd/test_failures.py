"""The database goes, the disk is full or away, two people take one name."""

import ftplib
import io
import os
from contextlib import suppress

import conftest
import filestore
import pytest
from conftest import PASSWORD, reset, wait_for_part

DATA = os.urandom(300_000)


@pytest.fixture
def address(serve):
    return serve()


@pytest.fixture
def connect(address):
    clients = []

    def make():
        clients.append(conftest.connect(address))
        return clients[-1]

    yield make
    for client in clients:
        client.close()


def content(store, name="a.pdf"):
    return (store.root / "clients/7" / name).read_bytes()


def test_without_a_database_nobody_is_told_that_his_password_is_wrong(address, gate):
    gate.is_away = True
    client = ftplib.FTP(timeout=30)
    client.connect(*address)
    with pytest.raises(ftplib.error_temp, match="421"):
        client.login("hillside", PASSWORD)


def test_without_a_database_files_come_in_and_are_promised(connect, gate, store):
    client = connect()
    gate.is_away = True
    assert client.storbinary("STOR a.pdf", io.BytesIO(DATA)).startswith("226")
    assert content(store) == DATA
    assert client.nlst() == ["a.pdf"]
    [entry] = store.journal(min_age_s=0)
    assert entry.stored.path == "clients/7/a.pdf"
    with pytest.raises(ftplib.error_perm, match="550"):
        client.delete("a.pdf")
    assert content(store) == DATA


def test_a_store_that_is_away_takes_nobody_in(address, store):
    (store.root / ".print-files").unlink()
    client = ftplib.FTP(timeout=30)
    with pytest.raises(ftplib.error_temp, match="421"):
        client.connect(*address)


def test_a_store_that_goes_away_takes_no_file(connect, store):
    client = connect()
    (store.root / ".print-files").unlink()
    with pytest.raises(ftplib.error_temp, match="451"):
        client.storbinary("STOR a.pdf", io.BytesIO(DATA))
    (store.root / ".print-files").touch()
    client.storbinary("STOR a.pdf", io.BytesIO(DATA))
    assert content(store) == DATA


def test_a_full_disk_says_so_and_keeps_what_came(connect, store, monkeypatch):
    client = connect()
    monkeypatch.setattr(filestore.upload, "CHECK_SPACE_EVERY", 1)
    monkeypatch.setattr(filestore.Store, "free", lambda self: 100_000 - used(store))
    with pytest.raises(ftplib.error_temp, match="452"):
        send_in_vain(client)
    monkeypatch.undo()
    size = client.size("a.pdf")
    assert 0 < size < len(DATA)
    client.storbinary("STOR a.pdf", io.BytesIO(DATA[size:]), rest=size)
    assert content(store) == DATA


def send_in_vain(client):
    """Send until the server hangs up, then hear why."""
    try:
        client.storbinary("STOR a.pdf", io.BytesIO(DATA), blocksize=8192)
    except ConnectionError:
        client.voidresp()


def used(store):
    return sum(path.stat().st_size for path in (store.root / ".part").iterdir())


def test_a_full_folder_says_so(serve, gate, store):
    gate.room = 100_000
    client = ftplib.FTP(timeout=30)
    client.connect(*serve())
    client.login("hillside", PASSWORD)
    with pytest.raises(ftplib.error_perm, match="552"):
        send_in_vain(client)
    assert not (store.root / "clients/7/a.pdf").exists()


def test_the_one_who_begins_anew_gets_the_name(connect, store):
    """Two sessions send one name: a whole file of one of them, never a mixture."""
    first, second = connect(), connect()
    first.voidcmd("TYPE I")
    data = first.transfercmd("STOR a.pdf")
    data.sendall(b"A" * 1000)
    second.storbinary("STOR a.pdf", io.BytesIO(DATA))
    with suppress(OSError):
        data.sendall(b"A" * 1000)
    data.close()
    with pytest.raises(ftplib.all_errors):
        first.voidresp()
    assert content(store) == DATA


def test_a_session_that_hangs_does_not_keep_its_owner_out(connect, store):
    """The connection broke, and the server has not noticed: he comes back."""
    hangs, back = connect(), connect()
    hangs.voidcmd("TYPE I")
    data = hangs.transfercmd("STOR a.pdf")
    data.sendall(DATA[:100_000])
    wait_for_part(back, "a.pdf", 100_000)
    back.storbinary("STOR a.pdf", io.BytesIO(DATA[99_999:]), rest=99_999)
    assert content(store) == DATA
    reset(data)
    assert content(store) == DATA


def test_a_rest_beyond_what_is_here_is_refused(connect, store):
    client = connect()
    client.storbinary("STOR a.pdf", io.BytesIO(DATA))
    with pytest.raises(ftplib.error_perm, match="554"):
        client.storbinary("STOR a.pdf", io.BytesIO(b"x"), rest=len(DATA) + 1)
    assert content(store) == DATA


def test_a_file_that_another_session_deletes_is_refused_cleanly(connect, store):
    client, other = connect(), connect()
    client.storbinary("STOR a.pdf", io.BytesIO(DATA))
    other.delete("a.pdf")
    with pytest.raises(ftplib.error_perm, match="550"):
        client.retrbinary("RETR a.pdf", print)


def test_temporary_names_of_programs_become_the_real_one(connect, store):
    """WinSCP sends x.filepart and renames it; so does lftp with its own."""
    client = connect()
    client.storbinary("STOR a.pdf.filepart", io.BytesIO(DATA))
    client.rename("a.pdf.filepart", "a.pdf")
    assert client.nlst() == ["a.pdf"]
    assert content(store) == DATA
