"""SFTP: complete when the client says so, unfinished when his connection ends."""

import asyncio
import os
import subprocess
import threading

import asyncssh
import filestore
import pytest
from conftest import PASSWORD
from ftpd import front_sftp
from ftpd.storage import Storage

DATA = os.urandom(2 << 20)


@pytest.fixture
def sftp_port(store, gate):
    gate.storage = Storage(filestore, store)
    loop, threads = asyncio.new_event_loop(), front_sftp.Threads()
    key = asyncssh.generate_private_key("ssh-ed25519")
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    listening = front_sftp.listen("127.0.0.1", 0, [key], gate, gate.storage, threads)
    acceptor = asyncio.run_coroutine_threadsafe(listening, loop).result()
    yield acceptor.get_port()
    loop.call_soon_threadsafe(acceptor.close)
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    threads.close()


def connect(port):
    return asyncssh.connect(
        "127.0.0.1", port, username="hillside", password=PASSWORD, known_hosts=None,
        client_keys=None,
    )


def test_a_file_comes_in_whole(sftp_port, store, gate):
    async def send():
        async with connect(sftp_port) as conn, conn.start_sftp_client() as sftp:
            async with sftp.open("Плакат.pdf", "wb") as file:
                await file.write(DATA)
            await sftp.mkdir("осень")
            await sftp.rename("Плакат.pdf", "осень/Плакат.pdf")
            return await sftp.listdir("осень")

    assert "Плакат.pdf" in asyncio.run(send())
    assert (store.root / "clients/7/осень/Плакат.pdf").read_bytes() == DATA
    assert gate.state("Плакат.pdf") == "settled"


def test_a_lost_connection_leaves_a_part_to_go_on_with(sftp_port, store, gate):
    async def send():
        async with connect(sftp_port) as conn:
            sftp = await conn.start_sftp_client()
            file = await sftp.open("Плакат.pdf", "wb")
            await file.write(DATA[:1000000])
            conn.abort()

    asyncio.run(send())
    assert not (store.root / "clients/7/Плакат.pdf").exists()

    async def go_on():
        async with connect(sftp_port) as conn, conn.start_sftp_client() as sftp:
            size = await sftp.getsize("Плакат.pdf")
            async with sftp.open("Плакат.pdf", "r+b") as file:
                await file.seek(size)
                await file.write(DATA[size:])
            return size

    assert asyncio.run(go_on()) == 1000000
    assert (store.root / "clients/7/Плакат.pdf").read_bytes() == DATA


def test_a_wrong_password_is_refused(sftp_port):
    with pytest.raises(asyncssh.PermissionDenied):
        asyncio.run(refused(sftp_port))


async def refused(port):
    await asyncssh.connect(
        "127.0.0.1", port, username="hillside", password="x", known_hosts=None,
        client_keys=None,
    )
