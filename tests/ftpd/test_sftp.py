"""SFTP: complete when the client says so, unfinished when his connection ends."""

import asyncio
import os

import asyncssh
import pytest
from conftest import connect_sftp as connect
from conftest import running_sftp

DATA = os.urandom(2 << 20)


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

    assert asyncio.run(go_on()) == 1000000 - 1  # the last byte is asked for again
    assert (store.root / "clients/7/Плакат.pdf").read_bytes() == DATA


def test_the_bytes_of_a_name_are_kept(sftp, store, gate):
    old = "Визитка.pdf".encode("cp1251")

    async def send():
        async with (
            connect(sftp) as conn,
            conn.start_sftp_client(path_encoding=None) as client,
        ):
            async with client.open(b"/part.tmp", "wb") as file:
                await file.write(DATA)
            async with client.open(b"/" + old, "wb") as file:
                await file.write(DATA)
            await client.rename(b"/part.tmp", b"/2" + old)

    asyncio.run(send())
    [entry] = [each for each in store.journal(0) if "Визитка" in each.stored.name]
    kept = {"raw_name": "%C2%E8%E7%E8%F2%EA%E0.pdf", "raw_encoding": "cp1251"}
    assert entry.note == {"ftp_is_certain": True} | kept
    assert gate.notes[entry.stored.path] == entry.note
    assert gate.spelled == {"/2Визитка.pdf": b"2" + old}


def test_one_login_has_so_many_sessions(serve_sftp):
    port = serve_sftp(sessions_of_login=2)

    async def come():
        async with connect(port), connect(port):
            with pytest.raises(asyncssh.DisconnectError, match="Too many sessions"):
                await connect(port)
        async with connect(port) as again:
            await again.start_sftp_client()

    asyncio.run(come())


def test_who_comes_with_a_key_comes_once(store, gate):
    """Programs ask first whether a key would do: that is no login yet."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    gate.keys.add(key.public_data)

    async def come(port):
        async with connect(port, None, [key]) as conn, conn.start_sftp_client() as sftp:
            await sftp.listdir("/")

    with running_sftp(store, gate) as port:
        asyncio.run(come(port))
    assert [each.kind for each in gate.events] == ["login", "logout"]


def test_who_has_the_public_key_alone_was_never_in(store, gate):
    key, own = (asyncssh.generate_private_key("ssh-ed25519") for _each in range(2))
    gate.keys.add(key.public_data)
    [pair] = asyncssh.load_keypairs(key)
    pair.sign = lambda data: own.sign(data, b"ssh-ed25519")
    with running_sftp(store, gate) as port, pytest.raises(asyncssh.PermissionDenied):
        asyncio.run(come_in(port, None, [pair]))
    assert not gate.events


def test_a_wrong_password_is_refused(sftp):
    with pytest.raises(asyncssh.PermissionDenied):
        asyncio.run(come_in(sftp, "x"))


async def come_in(port, *how):
    async with connect(port, *how):
        pass
