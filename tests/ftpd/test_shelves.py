"""What the gate shows: shelves to fetch from, texts beside files, names not to take."""

import asyncio
import ftplib
import io
import time

import asyncssh
import pytest
from conftest import PASSWORD
from ftpd.folder import Held, Shelf, Sight
from test_sftp import connect
from test_upload import wait_for

PICTURE = b"a scan" * 1000
TEXT = "файл: всё в порядке\r\n".encode("utf-8-sig")


@pytest.fixture
def seen(gate, store):
    """Show ``/ready/i-1/scan.tif`` and a text about ``/own.pdf``."""
    place = store.root / "clients" / "7" / "i-1" / "scan.tif"
    place.parent.mkdir(parents=True)
    place.write_bytes(PICTURE)
    held = Held(place, len(PICTURE), time.time())
    said = Held(None, len(TEXT), time.time(), TEXT)
    gate.seen = Sight(
        {"/ready/i-1": Shelf("/ready/i-1", {"scan.tif": held})},
        frozenset({"/i-1", "/i-1/scan.tif"}),
        {"/own.pdf": said},
    )


@pytest.fixture
def ftp(serve, seen):
    client = ftplib.FTP()
    client.connect(*serve())
    client.login("hillside", PASSWORD)
    yield client
    client.close()


def fetch(ftp, path):
    found = io.BytesIO()
    ftp.retrbinary(f"RETR {path}", found.write)
    return found.getvalue()


def test_a_file_on_a_shelf_is_fetched_and_that_is_told(ftp, gate):
    assert ftp.nlst("/") == ["ready"]
    assert fetch(ftp, "/ready/i-1/scan.tif") == PICTURE
    sent = wait_for(lambda: [each for each in gate.events if each.kind == "send"])
    assert [(each.path, each.size) for each in sent] == [
        ("/ready/i-1/scan.tif", len(PICTURE))
    ]


@pytest.mark.parametrize(
    "command",
    [
        "DELE /ready/i-1/scan.tif",
        "DELE /i-1/scan.tif",
        "RMD /ready/i-1",
        "MKD /ready/i-2/x",
        "MKD /i-1",
    ],
)
def test_a_shelf_is_not_changed(ftp, command):
    with pytest.raises(ftplib.error_perm):
        ftp.sendcmd(command)
    assert fetch(ftp, "/ready/i-1/scan.tif") == PICTURE


def test_nothing_is_moved_onto_a_shelf_or_from_it(ftp):
    ftp.storbinary("STOR /own.pdf", io.BytesIO(b"own"))
    with pytest.raises(ftplib.error_perm, match="Nothing can be put"):
        ftp.rename("/own.pdf", "/ready/i-1/own.pdf")
    with pytest.raises(ftplib.error_perm, match="belongs to an order"):
        ftp.rename("/ready/i-1/scan.tif", "/x")
    for path in ("/ready/i-1/scan.tif", "/ready/i-1/own.pdf", "/i-1/scan.tif"):
        with pytest.raises(ftplib.error_perm):
            ftp.storbinary(f"STOR {path}", io.BytesIO(b"other"))
    assert fetch(ftp, "/ready/i-1/scan.tif") == PICTURE


def test_a_text_stands_beside_its_file_and_goes_with_it(ftp, store):
    assert "own.pdf.check.txt" not in ftp.nlst("/")
    ftp.storbinary("STOR /own.pdf", io.BytesIO(b"own"))
    assert ftp.nlst("/") == ["own.pdf", "own.pdf.check.txt", "ready"]
    ftp.voidcmd("TYPE I")
    assert ftp.size("/own.pdf.check.txt") == len(TEXT)
    assert fetch(ftp, "/own.pdf.check.txt") == TEXT
    assert not (store.root / "clients/7/own.pdf.check.txt").exists()
    for command in ("DELE", "RNFR"):
        with pytest.raises(ftplib.Error):
            ftp.sendcmd(f"{command} /own.pdf.check.txt")
            ftp.sendcmd("RNTO /mine.txt")
    with pytest.raises(ftplib.error_perm):
        ftp.storbinary("STOR /own.pdf.check.txt", io.BytesIO(b"mine"))
    ftp.delete("/own.pdf")
    assert ftp.nlst("/") == ["ready"]


def test_a_colleagues_file_is_not_replaced(ftp, gate, store):
    ftp.storbinary("STOR /own.pdf", io.BytesIO(b"own"))
    gate.kept.add("/own.pdf")
    for command in ("STOR", "APPE"):
        with pytest.raises(ftplib.error_perm, match="colleague"):
            ftp.storbinary(f"{command} /own.pdf", io.BytesIO(b"other"))
    assert (store.root / "clients/7/own.pdf").read_bytes() == b"own"


def test_a_name_that_was_taken_meanwhile_is_not_replaced(ftp, gate, store):
    ftp.voidcmd("TYPE I")
    data = ftp.transfercmd("STOR /new.pdf")
    data.sendall(b"mine")
    (store.root / "clients/7/new.pdf").write_bytes(b"faster")
    gate.kept.add("/new.pdf")
    data.close()
    with pytest.raises(ftplib.error_perm, match="colleague"):
        ftp.voidresp()
    assert (store.root / "clients/7/new.pdf").read_bytes() == b"faster"


def test_sftp_has_the_same_shelves(sftp, seen, gate, store):
    async def work():
        async with connect(sftp) as conn, conn.start_sftp_client() as client:
            async with client.open("own.pdf", "wb") as file:
                await file.write(b"own")
            names = sorted(await client.listdir("/"))
            async with client.open("ready/i-1/scan.tif", "rb") as file:
                found = await file.read()
            async with client.open("own.pdf.check.txt", "rb") as file:
                text = await file.read()
            refused = 0
            for change in (
                lambda: client.remove("ready/i-1/scan.tif"),
                lambda: client.remove("own.pdf.check.txt"),
                lambda: client.rename("own.pdf", "ready/i-1/own.pdf"),
                lambda: client.rename("ready/i-1/scan.tif", "x"),
                lambda: client.open("ready/i-1/scan.tif", "wb"),
                lambda: client.open("i-1/scan.tif", "wb"),
            ):
                try:
                    await change()
                except asyncssh.SFTPError:
                    refused += 1
            return names, found, text, refused

    names, found, text, refused = asyncio.run(work())
    assert [name for name in names if name not in (".", "..")] == [
        "own.pdf",
        "own.pdf.check.txt",
        "ready",
    ]
    assert (found, text, refused) == (PICTURE, TEXT, 6)
    sent = wait_for(lambda: [each for each in gate.events if each.kind == "send"])
    assert "/ready/i-1/scan.tif" in [each.path for each in sent]
    assert (store.root / "clients/7/i-1/scan.tif").read_bytes() == PICTURE


def test_who_was_refused_is_remembered_by_what_he_typed(ftp, sftp, gate):
    again = ftplib.FTP()
    again.connect(ftp.host, ftp.port)
    with pytest.raises(ftplib.error_perm):
        again.login("stranger", "wrong")
    again.close()
    wrong = {"username": "stranger", "password": "wrong", "known_hosts": None}

    async def try_in():
        await asyncssh.connect("127.0.0.1", sftp, client_keys=None, **wrong)

    with pytest.raises(asyncssh.PermissionDenied):
        asyncio.run(try_in())

    def told():
        denied = [each for each in gate.events if each.kind == "denied"]
        return {each.protocol: (each.login, each.path) for each in denied}

    wait_for(lambda: len(told()) == 2)
    assert told() == {"ftp": ("stranger", ""), "sftp": ("stranger", "")}
