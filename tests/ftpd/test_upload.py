"""Files come in whole under their name, or stay unfinished for the client to go on."""

import ftplib
import io
import os

import pytest
from conftest import PASSWORD, reset, wait_for, wait_for_part

DATA = os.urandom(3 << 20)


@pytest.fixture
def ftp(serve):
    client = ftplib.FTP()
    client.connect(*serve())
    client.login("hillside", PASSWORD)
    yield client
    client.close()


def test_a_file_comes_in_whole_and_settles(ftp, store, gate):
    assert ftp.storbinary("STOR Plakat.pdf", io.BytesIO(DATA)).startswith("226")
    assert (store.root / "clients/7/Plakat.pdf").read_bytes() == DATA
    ftp.voidcmd("NOOP")
    wait_for(lambda: gate.files and gate.state("Plakat.pdf") == "settled")


def test_a_reset_connection_keeps_the_part_and_goes_on(ftp, store, gate):
    ftp.voidcmd("TYPE I")
    data = ftp.transfercmd("STOR Plakat.pdf")
    data.sendall(DATA[:1000000])
    wait_for_part(ftp, "Plakat.pdf", 1000000)
    reset(data)
    with pytest.raises(ftplib.error_temp, match="426"):
        ftp.voidresp()
    assert not (store.root / "clients/7/Plakat.pdf").exists()
    assert not gate.files
    size = ftp.size("Plakat.pdf")
    assert size == 1000000 - 1  # the last byte is asked for again
    assert "Plakat.pdf" in ftp.nlst()
    ftp.storbinary("STOR Plakat.pdf", io.BytesIO(DATA[size:]), rest=size)
    assert (store.root / "clients/7/Plakat.pdf").read_bytes() == DATA


def test_a_client_who_dies_leaves_a_part(serve, store, gate):
    client = ftplib.FTP()
    client.connect(*serve())
    client.login("hillside", PASSWORD)
    client.voidcmd("TYPE I")
    data = client.transfercmd("STOR Plakat.pdf")
    data.sendall(DATA)
    client.sock.close()  # as the kernel does it for a program that was killed
    client.file.close()
    data.close()
    wait_for(lambda: [each for each in gate.events if each.kind == "incomplete"])
    assert not (store.root / "clients/7/Plakat.pdf").exists()


def test_replacing_never_touches_what_an_order_holds(ftp, store):
    ftp.storbinary("STOR a.pdf", io.BytesIO(b"first"))
    held = store.root / "held"
    os.link(store.root / "clients/7/a.pdf", held)
    ftp.storbinary("STOR a.pdf", io.BytesIO(b"second"))
    ftp.storbinary("APPE a.pdf", io.BytesIO(b" and more"))
    assert held.read_bytes() == b"first"
    assert (store.root / "clients/7/a.pdf").read_bytes() == b"second and more"


def test_listings_show_names_as_typed(ftp):
    ftp.mkd("Осень 2026")
    ftp.storbinary("STOR Осень 2026/Визитка.pdf", io.BytesIO(DATA))
    assert ftp.nlst("Осень 2026") == ["Визитка.pdf"]
    [line] = [line for line in ftp.mlsd("Осень 2026")]
    assert line[0] == "Визитка.pdf" and line[1]["size"] == str(len(DATA))
    lines = []
    ftp.retrlines("LIST", lines.append)
    assert lines[0].endswith("Осень 2026")
    got = io.BytesIO()
    ftp.retrbinary("RETR Осень 2026/Визитка.pdf", got.write)
    assert got.getvalue() == DATA
