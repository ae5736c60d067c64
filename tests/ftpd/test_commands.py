"""Command by command, what others test of their servers: docs/file-server-cases.md."""

import asyncio
import ftplib
import io
import os
import stat

import asyncssh
import conftest
import pytest
from conftest import LOGIN, PASSWORD, wait_for_part
from test_sftp import connect as connect_sftp

DATA = os.urandom(100_000)


@pytest.fixture
def address(serve):
    return serve()


@pytest.fixture
def ftp(address):
    client = conftest.connect(address)
    yield client
    client.close()


@pytest.fixture
def home(store):
    return store.root / "clients/7"


def put(ftp, name, content=DATA, command="STOR"):
    ftp.storbinary(f"{command} {name}", io.BytesIO(content))


def get(ftp, name, rest=None):
    found = io.BytesIO()
    ftp.retrbinary(f"RETR {name}", found.write, rest=rest)
    return found.getvalue()


def code(ftp, command):
    """Return the code of the answer to a command, whatever it is."""
    try:
        return int(ftp.sendcmd(command)[:3])
    except ftplib.Error as error:
        return int(str(error)[:3])


# Before anybody is in -----------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    ["STOR a", "APPE a", "RETR a", "REST 0", "RNFR a", "RNTO a", "MKD a", "RMD a",
     "DELE a", "SIZE a", "MDTM a", "CWD a", "CDUP", "PWD", "LIST", "NLST", "MLSD",
     "MLST a", "PASV", "EPSV", "PORT 127,0,0,1,200,1", "STOU", "ABOR", "STAT a",
     "TYPE I", "ALLO 1"],
)  # fmt: skip
def test_nothing_is_done_before_login(address, command):
    client = ftplib.FTP()
    client.connect(*address, timeout=30)
    assert code(client, command) == 530
    client.close()


@pytest.mark.parametrize(
    ("command", "answer"),
    [("NOOP", 200), ("HELP", 214), ("FEAT", 211), ("SYST", 215), ("QUIT", 221)],
)
def test_what_is_said_to_everybody(address, command, answer):
    client = ftplib.FTP()
    client.connect(*address, timeout=30)
    assert code(client, command) == answer
    client.close()


@pytest.mark.parametrize("password", ["", " ", "x" * 500, PASSWORD + "x"])
def test_no_other_password_lets_in(address, password):
    client = ftplib.FTP()
    client.connect(*address, timeout=30)
    assert code(client, f"USER {LOGIN}") == 331
    assert code(client, f"PASS {password}") in (501, 530)
    assert code(client, "PWD") == 530
    client.close()


def test_a_password_without_a_login_is_out_of_turn(address):
    client = ftplib.FTP()
    client.connect(*address, timeout=30)
    assert code(client, f"PASS {PASSWORD}") == 503
    client.close()


def test_who_begins_anew_is_out(ftp):
    assert code(ftp, "REIN") == 230
    assert code(ftp, "PWD") == 530
    ftp.login(LOGIN, PASSWORD)
    assert ftp.pwd() == "/"


# STOR, APPE, STOU, ALLO, REST ---------------------------------------------------------


@pytest.mark.parametrize("is_passive", [True, False])
def test_files_come_and_go_by_either_mode(ftp, home, is_passive):
    ftp.set_pasv(is_passive)
    put(ftp, "a.pdf")
    assert (home / "a.pdf").read_bytes() == DATA == get(ftp, "a.pdf")
    put(ftp, "a.pdf", b" and more", command="APPE")
    put(ftp, "new.pdf", b"new", command="APPE")
    assert (home / "a.pdf").read_bytes() == DATA + b" and more"
    assert (home / "new.pdf").read_bytes() == b"new"


def test_line_ends_stay_as_they_are_whatever_the_type(ftp, home):
    """Programs that convert them would spoil pictures."""
    content = b"a\r\nb\nc\rd"
    ftp.voidcmd("TYPE A")
    with ftp.transfercmd("STOR a.txt") as data:
        data.sendall(content)
    ftp.voidresp()
    assert (home / "a.txt").read_bytes() == content
    ftp.voidcmd("TYPE A")
    assert ftp.size("a.txt") == len(content)
    assert code(ftp, "REST 3") == 350


def test_an_empty_file_is_a_file(ftp, home):
    put(ftp, "empty", b"")
    assert (home / "empty").read_bytes() == b""
    assert ftp.size("empty") == 0
    assert get(ftp, "empty") == b""


@pytest.mark.parametrize(
    "name", [" leading.pdf", "a..b...pdf", "...", "12345", "a b c"]
)
def test_odd_names_are_names(ftp, home, name):
    put(ftp, name, b"x")
    assert (home / name).read_bytes() == b"x"


def test_a_folder_is_no_file(ftp):
    ftp.mkd("folder")
    for command in ("STOR", "APPE", "RETR"):
        assert code(ftp, f"{command} folder") == 550
    for command in ("STOR", "APPE", "RETR", "SIZE", "MDTM", "DELE", "MKD"):
        assert code(ftp, command) == 501
    assert code(ftp, "SIZE folder") == 550
    assert code(ftp, "DELE folder") == 550


def test_nothing_goes_into_a_folder_that_is_not_there(ftp, home):
    for command in ("STOR none/a.pdf", "MKD none/deeper"):
        assert code(ftp, command) == 550
    assert not (home / "none").exists()


@pytest.mark.parametrize("offset", ["-1", "100f", "", "1.5", "0x10"])
def test_a_place_to_go_on_from_is_a_number(ftp, offset):
    assert code(ftp, f"REST {offset}") == 501


@pytest.mark.parametrize("power", [31, 32, 33])
def test_the_last_byte_of_a_huge_file_is_fetched(ftp, home, power):
    """As FileZilla asks whether a server can do more than 2 and 4 GB."""
    home.mkdir(parents=True, exist_ok=True)
    size = (1 << power) + 24
    with (home / "huge.tif").open("wb") as file:
        file.seek(size - 1)
        file.write(b"!")
    assert ftp.size("huge.tif") == size
    assert get(ftp, "huge.tif", rest=size - 1) == b"!"
    assert ftp.mlsd().__next__()[1]["size"] == str(size)


def test_a_place_to_go_on_from_counts_once(ftp, home):
    put(ftp, "a.pdf")
    assert get(ftp, "a.pdf", rest=90_000) == DATA[90_000:]
    assert get(ftp, "a.pdf") == DATA
    assert get(ftp, "a.pdf", rest=len(DATA)) == b""


def test_our_own_names_do_not_repeat(ftp, home):
    for number in range(3):
        with ftp.transfercmd("STOU") as data:
            data.sendall(b"%d" % number)
        assert ftp.voidresp().startswith("226")
    names = set(ftp.nlst())
    assert len(names) == 3
    assert {(home / name).read_bytes() for name in names} == {b"0", b"1", b"2"}


def test_room_is_asked_for_without_harm(ftp):
    assert code(ftp, "ALLO 1000") == 202
    assert code(ftp, "ALLO x") in (202, 501)


def test_an_abandoned_upload_is_unfinished(ftp, home):
    data = ftp.transfercmd("STOR a.pdf")
    data.sendall(DATA)
    wait_for_part(ftp, "a.pdf", len(DATA))
    ftp.putcmd("ABOR")
    assert ftp.getmultiline()[:3] in ("426", "226", "225")
    data.close()
    assert not (home / "a.pdf").exists()
    assert code(ftp, "NOOP") in (200, 225, 226)


# RNFR, RNTO, DELE, MKD, RMD -----------------------------------------------------------


def test_files_get_other_names_and_folders(ftp, home):
    put(ftp, "a.pdf")
    ftp.mkd("2026")
    ftp.rename("a.pdf", "2026/b.pdf")
    assert (home / "2026/b.pdf").read_bytes() == DATA
    assert ftp.nlst() == ["2026"]


def test_a_name_is_given_in_two_steps(ftp):
    put(ftp, "a.pdf", b"x")
    assert code(ftp, "RNTO b.pdf") == 503
    assert code(ftp, "RNFR none.pdf") == 550
    assert code(ftp, "RNTO b.pdf") == 503
    assert code(ftp, "RNFR a.pdf") == 350
    assert code(ftp, "RNTO none/b.pdf") == 550
    assert code(ftp, "RNTO b.pdf") == 503
    assert ftp.nlst() == ["a.pdf"]


def test_what_is_not_there_is_not_deleted(ftp):
    for command in ("DELE none", "RMD none", "SIZE none", "MDTM none", "RETR none"):
        assert code(ftp, command) == 550
    assert code(ftp, "RETR *") == 550


def test_folders_are_made_and_removed_when_they_are_empty(ftp, home):
    for name in ("a", "a/b", "with spaces", "осень", "007"):
        assert code(ftp, f"MKD {name}") == 257
        assert (home / name).is_dir()
    assert code(ftp, "MKD a") == 550
    assert code(ftp, "RMD a") == 550
    assert code(ftp, "RMD a/b") == 250
    assert code(ftp, "XRMD a") == 250
    assert code(ftp, "XMKD a") == 257
    put(ftp, "a.pdf", b"x")
    assert code(ftp, "RMD a.pdf") == 550
    assert code(ftp, "MKD a.pdf") == 550
    assert code(ftp, "RMD /") == 550


# CWD, CDUP, PWD, and listings ---------------------------------------------------------


def test_a_client_walks_through_his_folders(ftp):
    ftp.mkd("a")
    ftp.mkd("a/b")
    put(ftp, "a/file", b"x")
    assert ftp.cwd("a/b").startswith("250")
    assert ftp.pwd() == "/a/b"
    assert code(ftp, "XPWD") == 257
    assert code(ftp, "CDUP") == 250
    assert code(ftp, "XCUP") == 250
    assert ftp.pwd() == "/"
    assert code(ftp, "CDUP") == 250
    assert ftp.pwd() == "/"
    for path in ("none", "a/file", "a/none/b"):
        assert code(ftp, f"CWD {path}") == 550
    assert code(ftp, "XCWD /a") == 250
    assert ftp.nlst("..") == ["a"]


def test_a_name_with_a_pattern_in_it_is_that_name(ftp):
    put(ftp, "file[a-z]e.dat", b"x")
    put(ftp, "filebe.dat", b"x")
    assert ftp.nlst("file[a-z]e.dat") == ["file[a-z]e.dat"]
    assert get(ftp, "file[a-z]e.dat") == b"x"


def test_times_are_told_and_stay(ftp, home):
    put(ftp, "a.pdf", b"x")
    told = ftp.voidcmd("MDTM a.pdf")
    assert code(ftp, "MFMT 20200101120000 a.pdf") in (213, 550)
    assert ftp.voidcmd("MDTM a.pdf") == told


def test_lists_have_what_programs_read(ftp):
    ftp.mkd("folder")
    put(ftp, "a.pdf")
    facts = dict(ftp.mlsd())
    assert facts["folder"]["type"] == "dir"
    assert (facts["a.pdf"]["type"], facts["a.pdf"]["size"]) == ("file", str(len(DATA)))
    assert len(facts["a.pdf"]["modify"]) == 14
    lines = []
    ftp.retrlines("LIST -al", lines.append)
    assert [line[0] for line in lines] == ["-", "d"]
    put(ftp, "folder/-la b.pdf")
    for command in ("LIST -la folder", "LIST -la folder/-la b.pdf", "LIST -LA  a.pdf"):
        lines = []
        ftp.retrlines(command, lines.append)
        assert len(lines) == 1, command
    assert "size=100000;" in ftp.sendcmd("MLST a.pdf")
    assert code(ftp, "MLST none") == 550
    assert code(ftp, "MLSD a.pdf") in (501, 550)


# The rest -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("command", "answer"),
    [("TYPE A", 200), ("TYPE I", 200), ("TYPE L8", 200), ("TYPE X", 504),
     ("MODE S", 200), ("MODE B", 504), ("STRU F", 200), ("STRU R", 504),
     ("ACCT x", 500), ("SMNT /", 500), ("RANG 0 1", 500), ("HOST a", 500),
     ("NOOP x", 501), ("SYST x", 501), ("FEAT x", 501), ("EPSV 9", 501)],
)  # fmt: skip
def test_what_is_known_and_what_is_not(ftp, command, answer):
    assert code(ftp, command) == answer


def test_feat_tells_what_programs_look_for(ftp):
    told = ftp.sendcmd("FEAT")
    for feature in ("UTF8", "SIZE", "MDTM", "REST STREAM", "MLST", "EPSV", "TVFS"):
        assert feature in told


# SFTP ---------------------------------------------------------------------------------


@pytest.fixture
def by_sftp(sftp):
    """Return a function that runs ``work(client)`` in a session."""

    def run(work):
        async def session():
            async with connect_sftp(sftp) as conn, conn.start_sftp_client() as client:
                return await work(client)

        return asyncio.run(session())

    return run


def test_sftp_keeps_to_the_folder(by_sftp, store):
    (store.root / "clients/8").mkdir(parents=True)
    (store.root / "clients/8/secret.pdf").write_bytes(b"secret")

    async def work(client):
        assert await client.realpath("..") == "/"
        assert await client.realpath("a/../../b") == "/b"
        for path in ("../8/secret.pdf", "/etc/passwd", "clients/8/secret.pdf"):
            with pytest.raises(asyncssh.SFTPNoSuchFile):
                await client.open(path)
        for link in (client.symlink, client.link):
            with pytest.raises(asyncssh.SFTPError):
                await link("/etc/passwd", "a")

    by_sftp(work)


def test_sftp_folders_are_made_and_removed_when_they_are_empty(by_sftp, home):
    async def work(client):
        await client.mkdir("a")
        await client.mkdir("a/b")
        for wrong in ("a", "none/deeper"):
            with pytest.raises(asyncssh.SFTPError):
                await client.mkdir(wrong)
        for wrong in ("a", "none", "/"):
            with pytest.raises(asyncssh.SFTPError):
                await client.rmdir(wrong)
        await client.rmdir("a/b")
        assert await client.listdir("/") == ["a"]
        assert stat.S_ISDIR((await client.stat("a")).permissions)

    by_sftp(work)
    assert (home / "a").is_dir()


def test_sftp_writes_are_in_order_and_handles_do_one_thing(by_sftp, home):
    async def work(client):
        async with client.open("a.pdf", "wb") as file:
            await file.write(DATA)
            with pytest.raises(asyncssh.SFTPError):
                await file.write(b"x", offset=5)
        async with client.open("a.pdf", "rb") as file:
            assert await file.read(10, offset=50_000) == DATA[50_000:50_010]
            assert await file.read(10, offset=len(DATA)) == b""
        async with client.open("empty", "wb"):
            pass
        async with client.open("a.pdf", "ab") as file:
            await file.write(b" and more")

    by_sftp(work)
    assert (home / "a.pdf").read_bytes() == DATA + b" and more"
    assert (home / "empty").read_bytes() == b""


def test_sftp_times_and_rights_are_not_the_clients_to_set(by_sftp, home):
    async def work(client):
        async with client.open("a.pdf", "wb") as file:
            await file.write(b"x")
        before = await client.stat("a.pdf")
        await client.utime("a.pdf", (0, 0))
        await client.chmod("a.pdf", 0o777)
        after = await client.stat("a.pdf")
        assert (after.mtime, after.permissions) == (before.mtime, before.permissions)

    by_sftp(work)
    assert (home / "a.pdf").stat().st_mode & 0o777 != 0o777
