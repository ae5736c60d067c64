"""A server that ends, as for a new version, loses nothing and tells what it leaves."""

import asyncio
import ftplib
import io
import os
import socket
from contextlib import suppress

import asyncssh
import pytest
from conftest import connect, connect_sftp, running, running_sftp, wait_for_part

DATA = os.urandom(300_000)


def kinds(gate):
    return {each.kind for each in gate.events}


def test_what_was_being_received_is_gone_on_with(store, gate, serve):
    with running(store, gate) as address:
        client = connect(address)
        data = client.transfercmd("STOR a.pdf")
        data.sendall(DATA[:100_000])
        wait_for_part(client, "a.pdf", 100_000)
    assert kinds(gate) == {"login", "incomplete", "logout"}
    with pytest.raises(ftplib.error_temp, match="421 We are back"):
        client.voidresp()
    client = connect(serve())
    size = client.size("a.pdf")
    client.storbinary("STOR a.pdf", io.BytesIO(DATA[size:]), rest=size)
    assert (store.root / "clients/7/a.pdf").read_bytes() == DATA


def test_whose_answer_was_heard_is_not_doubted(store, gate):
    """The client is still there: he did not vanish with the end of his file unsent."""
    with running(store, gate) as address:
        client = connect(address)
        client.storbinary("STOR a.pdf", io.BytesIO(DATA))
    assert gate.state("a.pdf") == "settled"
    assert kinds(gate) == {"login", "receive", "logout"}
    client.close()


def test_sftp_keeps_what_was_being_received(store, gate, serve_sftp):
    async def begin(port, ends):
        async with connect_sftp(port) as conn:
            client = await conn.start_sftp_client()
            file = await client.open("a.pdf", "wb")
            await file.write(DATA[:100_000])
            await asyncio.to_thread(ends)
            with pytest.raises(asyncssh.Error):
                await file.write(DATA[100_000:])

    async def go_on(port):
        async with connect_sftp(port) as conn, conn.start_sftp_client() as client:
            size = await client.getsize("a.pdf")
            async with client.open("a.pdf", "r+b") as file:
                await file.seek(size)
                await file.write(DATA[size:])

    server = running_sftp(store, gate)
    port = server.__enter__()
    asyncio.run(begin(port, lambda: server.__exit__(None, None, None)))
    assert kinds(gate) == {"login", "incomplete", "logout"}
    assert not (store.root / "clients/7/a.pdf").exists()
    asyncio.run(go_on(serve_sftp()))
    assert (store.root / "clients/7/a.pdf").read_bytes() == DATA


def test_sftp_lets_nobody_wait_who_was_about_to_come_in(store, gate):
    with running_sftp(store, gate) as port:
        coming = socket.create_connection(("127.0.0.1", port), timeout=30)
    with coming, suppress(ConnectionError):
        while coming.recv(1000):
            pass
    assert not kinds(gate)
