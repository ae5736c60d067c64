"""SFTP: complete when the client says so, unfinished when his connection ends."""

import asyncio
import os

import asyncssh
import pytest
from conftest import PASSWORD

DATA = os.urandom(2 << 20)


def connect(port):
    return asyncssh.connect(
        "127.0.0.1",
        port,
        username="hillside",
        password=PASSWORD,
        known_hosts=None,
        client_keys=None,
    )


def test_a_file_comes_in_whole(sftp, store, gate):
    async def send():
        async with connect(sftp) as conn, conn.start_sftp_client() as client:
            async with client.open("Плакат.pdf", "wb") as file:
                await file.write(DATA)
            await client.mkdir("осень")
            await client.rename("Плакат.pdf", "осень/Плакат.pdf")
            return await client.listdir("осень")

    assert "Плакат.pdf" in asyncio.run(send())
    assert (store.root / "clients/7/осень/Плакат.pdf").read_bytes() == DATA
    assert gate.state("Плакат.pdf") == "settled"


def test_a_lost_connection_leaves_a_part_to_go_on_with(sftp, store, gate):
    async def send():
        async with connect(sftp) as conn:
            client = await conn.start_sftp_client()
            file = await client.open("Плакат.pdf", "wb")
            await file.write(DATA[:1000000])
            conn.abort()

    asyncio.run(send())
    assert not (store.root / "clients/7/Плакат.pdf").exists()

    async def go_on():
        async with connect(sftp) as conn, conn.start_sftp_client() as client:
            size = await client.getsize("Плакат.pdf")
            async with client.open("Плакат.pdf", "r+b") as file:
                await file.seek(size)
                await file.write(DATA[size:])
            return size

    assert asyncio.run(go_on()) == 1000000
    assert (store.root / "clients/7/Плакат.pdf").read_bytes() == DATA


def test_a_wrong_password_is_refused(sftp):
    with pytest.raises(asyncssh.PermissionDenied):
        asyncio.run(refused(sftp))


async def refused(port):
    await asyncssh.connect(
        "127.0.0.1",
        port,
        username="hillside",
        password="x",
        known_hosts=None,
        client_keys=None,
    )
