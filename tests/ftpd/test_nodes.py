"""Two servers on one tree: whichever a client reaches, it knows what the other has."""

import ftplib
import io
import os

import pytest
from conftest import break_off, connect

DATA = os.urandom(300_000)


@pytest.fixture
def nodes(serve):
    return serve(), serve()


def test_what_one_has_begun_the_other_goes_on_with(nodes, store):
    first, second = nodes
    break_off(first, "a.pdf", DATA[:100_000])
    client = connect(second)
    assert client.nlst() == ["a.pdf"]
    size = client.size("a.pdf")
    client.storbinary("STOR a.pdf", io.BytesIO(DATA[size:]), rest=size)
    assert (store.root / "clients/7/a.pdf").read_bytes() == DATA


def test_one_name_sent_to_both_is_one_of_them(nodes, store):
    first, second = map(connect, nodes)
    data = first.transfercmd("STOR a.pdf")
    data.sendall(b"A" * 1000)
    second.storbinary("STOR a.pdf", io.BytesIO(DATA))
    data.close()
    with pytest.raises(ftplib.all_errors):
        first.voidresp()
    assert (store.root / "clients/7/a.pdf").read_bytes() == DATA


def test_what_one_received_the_other_lists_and_sends(nodes):
    first, second = map(connect, nodes)
    first.mkd("осень")
    first.storbinary("STOR осень/a.pdf", io.BytesIO(DATA))
    got = io.BytesIO()
    second.retrbinary("RETR осень/a.pdf", got.write)
    assert got.getvalue() == DATA
    second.storbinary("STOR осень/a.pdf", io.BytesIO(b"newer"))
    assert first.size("осень/a.pdf") == 5
