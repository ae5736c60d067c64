"""FTPS: nothing goes in clear, and a cut connection is no end of a file."""

import ftplib
import io
import os
import socket
import ssl

import filestore
import pytest
from conftest import PASSWORD
from ftpd.errors import CannotServe
from ftpd.listener import listen
from ftpd.pool import Threads
from ftpd.server import Server, Settings
from ftpd.storage import Storage

DATA = os.urandom(1 << 20)


@pytest.fixture
def address(serve, certificate):
    return serve(certificate=certificate, key=certificate)


@pytest.fixture
def ftps(address):
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    client = ftplib.FTP_TLS(context=context)
    client.connect(*address)
    client.login("hillside", PASSWORD)
    client.prot_p()
    yield client
    client.close()


def test_a_file_comes_in_whole(ftps, store):
    assert ftps.storbinary("STOR a.pdf", io.BytesIO(DATA)).startswith("226")
    assert (store.root / "clients/7/a.pdf").read_bytes() == DATA
    got = io.BytesIO()
    ftps.retrbinary("RETR a.pdf", got.write)
    assert got.getvalue() == DATA


def test_nobody_logs_in_in_clear(address):
    client = ftplib.FTP()
    client.connect(*address)
    with pytest.raises(ftplib.error_perm, match="550"):
        client.login("hillside", PASSWORD)


def test_data_in_clear_is_refused(ftps):
    ftps.prot_c()
    with pytest.raises(ftplib.error_perm, match="550"):
        ftps.storbinary("STOR a.pdf", io.BytesIO(DATA))


def test_an_end_without_goodbye_is_no_end(ftps, store):
    ftps.voidcmd("TYPE I")
    data = ftps.transfercmd("STOR a.pdf")
    data.sendall(DATA)
    # The bytes under the encryption end, and nobody has said so inside it.
    raw = socket.socket(fileno=os.dup(data.fileno()))
    raw.shutdown(socket.SHUT_RDWR)
    raw.close()
    with pytest.raises(ftplib.error_temp, match="426"):
        ftps.voidresp()
    assert not (store.root / "clients/7/a.pdf").exists()
    assert 0 < ftps.size("a.pdf") <= len(DATA)


def test_what_was_sent_ahead_in_clear_is_not_obeyed(address):
    with socket.create_connection(address) as plain:
        plain.settimeout(30)
        assert plain.recv(100).startswith(b"220")
        plain.sendall(b"AUTH TLS\r\nFEAT\r\nNOOP\r\n")
        assert plain.recv(1000).count(b"\r\n") == 1
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        with context.wrap_socket(plain) as secure:
            secure.sendall(b"NOOP\r\n")
            assert secure.recv(100).startswith(b"200")


def test_old_versions_of_tls_are_refused(address):
    with socket.create_connection(address) as plain:
        plain.recv(100)
        plain.sendall(b"AUTH TLS\r\n")
        plain.recv(100)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        context.set_ciphers("ALL:@SECLEVEL=0")
        with pytest.raises(ssl.SSLError):
            context.wrap_socket(plain)


def test_a_certificate_that_is_no_good_is_not_taken(store, gate, certificate, tmp_path):
    """A renewal that failed half-way: sessions to come have the one from before."""
    mine = tmp_path / "mine.pem"
    mine.write_bytes(certificate.read_bytes())
    settings = Settings(port=0, certificate=mine, key=mine)
    server = Server(settings, gate, Storage(filestore, store), Threads())
    before = server.handler.ssl_context
    mine.write_text("half of it")
    server.reload()
    assert server.handler.ssl_context is before
    mine.write_bytes(certificate.read_bytes())
    server.reload()
    assert server.handler.ssl_context is not before
    server.close()
    mine.write_text("half of it")
    with pytest.raises(CannotServe, match="mine.pem"):
        Server(settings, gate, Storage(filestore, store), Threads())


def test_an_address_that_is_taken_is_named():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotServe, match=f"127.0.0.1:{port}"):
            listen("127.0.0.1", port)
