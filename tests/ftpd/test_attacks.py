"""What others have tried on file servers, tried on ours."""

import ftplib
import io
import socket
import threading
import time
from contextlib import closing

import pytest
from conftest import PASSWORD, wait_for
from ftpd.gate import Denied


def connect(address):
    client = ftplib.FTP(timeout=30)
    client.connect(*address)
    return client


@pytest.fixture
def address(serve):
    return serve()


@pytest.fixture
def ftp(address):
    client = connect(address)
    client.login("hillside", PASSWORD)
    yield client
    client.close()


def test_nobody_is_sent_data_but_who_asks(ftp):
    """Bounce: PORT with the address of somebody else."""
    with pytest.raises(ftplib.error_perm, match="501") as refused:
        ftp.voidcmd("PORT 203,0,113,9,19,136")
    assert "foreign" in str(refused.value).lower()


def test_no_port_of_the_system_is_called(ftp):
    with pytest.raises(ftplib.error_perm, match="501"):
        ftp.voidcmd("PORT 127,0,0,1,0,25")


@pytest.mark.skipif("not has_second_address()", reason="Linux answers on 127.0.0.2")
def test_a_data_connection_is_not_stolen(ftp, store):
    host, port = ftp.makepasv()
    with socket.socket() as thief:
        thief.bind(("127.0.0.2", 0))
        thief.connect((host, port))
        ftp.putcmd("STOR a.pdf")
        thief.settimeout(30)
        thief.sendall(b"stolen")
        time.sleep(0.3)
    assert not (store.root / "clients/7/a.pdf").exists()


def has_second_address():
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.2", 0))
        except OSError:
            return False
    return True


def test_a_browser_is_hung_up_on(address):
    """ALPACA: a page lets a browser talk to us, and reads what we echo."""
    with socket.create_connection(address, timeout=30) as browser:
        browser.recv(100)
        browser.sendall(b"POST /evil HTTP/1.1\r\nHost: us\r\n\r\n<script>\r\n")
        assert browser.recv(1000) == b""


@pytest.mark.parametrize(
    "path",
    ["../../../etc/passwd", "/../8/secret.pdf", "a/../../8/secret.pdf", "//etc/passwd"],
)
def test_no_path_leads_out(ftp, store, path):
    secret = store.root / "clients/8"
    secret.mkdir(parents=True)
    (secret / "secret.pdf").write_bytes(b"secret")
    got = io.BytesIO()
    with pytest.raises(ftplib.error_perm):
        ftp.retrbinary(f"RETR {path}", got.write)
    assert not got.getvalue()


def test_the_folder_of_client_10_is_no_part_of_that_of_client_1(ftp, store):
    neighbour = store.root / "clients/70"
    neighbour.mkdir(parents=True)
    (neighbour / "secret.pdf").write_bytes(b"secret")
    with pytest.raises(ftplib.error_perm):
        ftp.retrbinary("RETR ../70/secret.pdf", print)
    with pytest.raises(ftplib.error_perm):
        ftp.retrbinary("RETR 0/secret.pdf", print)


def test_links_are_not_followed(ftp, store, tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.pdf").write_bytes(b"secret")
    home = store.root / "clients/7"
    home.mkdir(parents=True)
    (home / "link").symlink_to(outside)
    (home / "file.pdf").symlink_to(outside / "secret.pdf")
    for path in ("link/secret.pdf", "file.pdf"):
        with pytest.raises(ftplib.error_perm):
            ftp.retrbinary(f"RETR {path}", print)
    with pytest.raises(ftplib.error_perm):
        ftp.storbinary("STOR link/new.pdf", io.BytesIO(b"x"))
    assert not (outside / "new.pdf").exists()


@pytest.mark.parametrize(
    "command", ["LIST */*/*/*/*", "NLST " + "{a,b}" * 200, "STAT *"]
)
def test_patterns_are_not_expanded(ftp, command):
    with pytest.raises(ftplib.error_perm):
        if command.startswith("STAT"):
            ftp.sendcmd(command)
        else:
            ftp.retrlines(command, print)


@pytest.mark.parametrize(
    "command", ["SITE CHMOD 777 a", "SITE EXEC id", "SITE SYMLINK a b"]
)
def test_site_commands_do_nothing(ftp, command):
    ftp.storbinary("STOR a", io.BytesIO(b"x"))
    with pytest.raises(ftplib.error_perm):
        ftp.sendcmd(command)


def test_control_characters_make_no_second_command(address, gate):
    with socket.create_connection(address, timeout=30) as raw:
        raw.recv(100)
        raw.sendall(b"USER hillside\r\n")
        raw.recv(100)
        raw.sendall(f"PASS {PASSWORD}\r\n".encode())
        raw.recv(100)
        raw.sendall(b"MKD a\nDELE b\r\n")
        assert raw.recv(200).startswith(b"501")
        raw.sendall(b"MKD a\0b\r\n")
        assert raw.recv(200).startswith(b"501")


def test_an_endless_line_is_not_kept(address):
    with socket.create_connection(address, timeout=30) as raw:
        raw.recv(100)
        raw.sendall(b"A" * 100_000)
        assert b"500" in raw.recv(1000)


def test_who_is_slow_to_log_in_is_sent_away(serve):
    address = serve(login_s=1)
    with socket.create_connection(address, timeout=30) as slow:
        # Until the end: a greeting that is read late comes with the goodbye.
        said = b"".join(iter(lambda: slow.recv(100), b""))
    assert b"\r\n421 " in said


def test_a_client_does_not_take_all_ports(serve):
    """Each PASV gives the one before up: others find a port among few."""
    few = free_ports(3)
    address = serve(passive_ports=few)
    with closing(connect(address)) as taker, closing(connect(address)) as other:
        for each in (taker, other):
            each.login("hillside", PASSWORD)
        for _each in range(50):
            assert taker.makepasv()[1] in few
            assert other.makepasv()[1] in few


def free_ports(count):
    """Return ports in a row that nobody listens at, out of reach of port 0."""
    for first in range(20_000, 30_000, count):
        ports = range(first, first + count)
        if all(is_free(port) for port in ports):
            return ports
    raise AssertionError("no free ports")


def is_free(port):
    with socket.socket() as probe:
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def test_one_address_has_so_many_sessions(serve):
    address = serve(sessions_of_address=3)
    kept = [connect(address) for _each in range(3)]
    with pytest.raises(ftplib.error_temp, match="421"):
        connect(address)
    kept.pop().quit()
    wait_for(lambda: is_let_in(address))
    for each in kept:
        each.close()


def is_let_in(address):
    try:
        connect(address).close()
    except ftplib.error_temp:
        return False
    return True


def test_one_login_has_so_many_sessions(serve):
    address = serve(sessions_of_login=2)
    kept = [connect(address) for _each in range(3)]
    for each in kept[:2]:
        each.login("hillside", PASSWORD)
    with pytest.raises(ftplib.error_temp, match="421 Too many sessions"):
        kept[2].login("hillside", PASSWORD)
    kept[0].quit()
    again = connect(address)
    again.login("hillside", PASSWORD)
    for each in (*kept, again):
        each.close()


def test_guesses_do_not_hold_up_others(ftp, address, gate, monkeypatch):
    """A NOOP is answered while ten passwords are checked, however long that takes."""
    is_checked = threading.Event()

    def check(*_args):
        is_checked.wait(60)
        raise Denied("Wrong login or password.")

    monkeypatch.setattr(gate, "authenticate", check)
    guessers = []
    for number in range(10):
        guesser = connect(address)
        guesser.sendcmd(f"USER u{number}")
        guesser.putcmd("PASS wrong")
        guessers.append(guesser)
    assert ftp.voidcmd("NOOP").startswith("200")
    is_checked.set()
    for guesser in guessers:
        with pytest.raises(ftplib.error_perm, match="530"):
            guesser.voidresp()
        guesser.close()
