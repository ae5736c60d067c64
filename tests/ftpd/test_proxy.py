"""Behind a balancer: clients are who it says they are, and nobody else is believed."""

import asyncio
import ftplib
import io
import ipaddress
import os
import socket
import ssl
import struct
import threading
from contextlib import suppress

import pytest
from conftest import LOGIN, PASSWORD, connect_sftp, wait_for
from ftpd import front_proxy, proxy

DATA = os.urandom(300_000)
CLIENT = "203.0.113.7"
BALANCERS = (ipaddress.ip_network("127.0.0.0/8"),)


def text(client=CLIENT, port=51200):
    return f"PROXY TCP4 {client} 198.51.100.1 {port} 21\r\n".encode()


def binary(client=CLIENT, port=51200, command=1, more=b""):
    """Return a header of version 2; ``more`` are fields that balancers add."""
    family = 0x21 if ":" in client else 0x11
    kind = socket.AF_INET6 if ":" in client else socket.AF_INET
    end = socket.inet_pton(kind, client)
    body = end + end + struct.pack(">HH", port, 21) + more
    start = struct.pack(">BBH", 0x20 | command, family, len(body))
    return proxy.BINARY + start + body


# The header ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "client"),
    [
        (text(), (CLIENT, 51200)),
        (b"PROXY TCP6 2001:db8::7 2001:db8::1 51200 21\r\n", ("2001:db8::7", 51200)),
        (b"PROXY UNKNOWN ffff:f...f:ffff 65535 65535\r\n", None),
        (b"PROXY UNKNOWN\r\n", None),
        (binary(), (CLIENT, 51200)),
        (binary("2001:db8::7"), ("2001:db8::7", 51200)),
        (binary(more=b"\x04\x00\x03abc"), (CLIENT, 51200)),
        (binary(command=0), None),
        (proxy.BINARY + b"\x20\x00\x00\x00", None),
        (proxy.BINARY + b"\x21\x31\x00\x00", None),
    ],
)
def test_a_header_is_read_byte_by_byte_and_no_byte_more(header, client):
    stream, said = io.BytesIO(header + b"USER hillside\r\n"), b""
    while more := proxy.missing(said):
        said += stream.read(more)
    assert said == header
    assert proxy.read(said) == client


@pytest.mark.parametrize(
    "said",
    [
        b"USER hillside\r\n",
        b"PROXY TCP4 203.0.113.7 198.51.100.1 51200\r\n",
        b"PROXY TCP4 2001:db8::7 2001:db8::1 1 21\r\n",
        b"PROXY TCP4 203.0.113.7 198.51.100.1 99999 21\r\n",
        b"PROXY TCP4 " + b"1" * 200,
        b"PROXY TCP4 \xd0\xb0 \xd0\xb0 1 2\r\n",
        proxy.BINARY + b"\x31\x11\x00\x0c" + bytes(12),
        proxy.BINARY + b"\x21\x11\x00\x04" + bytes(4),
        proxy.BINARY + b"\x21\x11\xff\xff" + bytes(100),
        b"SSH-2.0-x\r\n",
    ],
)
def test_what_is_no_header_is_refused(said):
    with pytest.raises(proxy.BadHeader):
        stream, read = io.BytesIO(said), b""
        while more := proxy.missing(read):
            read += stream.read(more)
        proxy.read(read)


# Through a balancer -------------------------------------------------------------------


class Balancer:
    """Passes connections on to ``target``, each with a header before it."""

    def __init__(self, target, header):
        self._target, self._header = target, header
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = self._listener.getsockname()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        with suppress(OSError):
            while True:
                near, _address = self._listener.accept()
                far = socket.create_connection(self._target)
                far.sendall(self._header)
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=_pass, args=pair, daemon=True).start()

    def close(self):
        self._listener.close()


def _pass(source, target):
    with suppress(OSError):
        while data := source.recv(65536):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)


class Balanced:
    """Data goes through balancers as well."""

    data_header = text()

    def makepasv(self):
        return Balancer(super().makepasv(), self.data_header).address


class FTP(Balanced, ftplib.FTP):
    pass


class FTPS(Balanced, ftplib.FTP_TLS):
    pass


@pytest.fixture
def address(serve):
    return serve(balancers=BALANCERS)


def log_in(address, header, kind=FTP, **options):
    client = kind(timeout=10, **options)
    client.connect(*Balancer(address, header).address)
    client.login(LOGIN, PASSWORD)
    return client


def addresses(gate):
    return wait_for(lambda: {each.address for each in gate.events})


@pytest.mark.parametrize("header", [text(), binary()])
def test_a_client_is_known_by_his_own_address(address, gate, store, header):
    client = log_in(address, header)
    client.storbinary("STOR a.pdf", io.BytesIO(DATA))
    got = io.BytesIO()
    client.retrbinary("RETR a.pdf", got.write)
    assert got.getvalue() == DATA == (store.root / "clients/7/a.pdf").read_bytes()
    assert client.nlst() == ["a.pdf"]
    client.quit()
    wait_for(lambda: [each for each in gate.events if each.kind == "logout"])
    assert addresses(gate) == {CLIENT}


def test_tls_begins_after_the_header(serve, certificate, gate, store):
    address = serve(certificate=certificate, key=certificate, balancers=BALANCERS)
    context = ssl._create_unverified_context()
    client = log_in(address, binary(), FTPS, context=context)
    client.prot_p()
    client.storbinary("STOR a.pdf", io.BytesIO(DATA))
    assert (store.root / "clients/7/a.pdf").read_bytes() == DATA
    assert {each.protocol for each in gate.events} == {"ftps"}
    assert addresses(gate) == {CLIENT}


def test_data_from_another_client_is_refused(address, store):
    client = log_in(address, text())
    client.data_header = text("203.0.113.8")
    with pytest.raises(ftplib.Error, match="425"):
        client.storbinary("STOR a.pdf", io.BytesIO(DATA))
    assert not (store.root / "clients/7/a.pdf").exists()


def test_a_look_of_the_balancer_itself_is_answered(address):
    with socket.create_connection(address, timeout=30) as look:
        look.sendall(binary(command=0))
        assert look.recv(100).startswith(b"220")


def test_bans_and_limits_are_for_the_client(serve, gate):
    address = serve(balancers=BALANCERS, sessions_of_address=2)
    kept = [log_in(address, text()) for _each in range(2)]
    with pytest.raises(ftplib.error_temp, match="421"):
        log_in(address, text())
    log_in(address, text("203.0.113.8")).close()
    gate.banned = {"203.0.113.9"}
    with pytest.raises((EOFError, ConnectionError)):
        log_in(address, text("203.0.113.9"))
    kept.pop().quit()
    wait_for(lambda: [each for each in gate.events if each.kind == "logout"])
    log_in(address, text()).close()


@pytest.mark.parametrize("said", [b"USER hillside\r\n", text()[:20] + b"\r\n"])
def test_a_balancer_that_makes_no_sense_is_hung_up_on(address, said):
    with socket.create_connection(address, timeout=30) as broken:
        broken.sendall(said)
        with suppress(ConnectionError):  # it has said more than we have read
            assert broken.recv(100) == b""


def test_a_balancer_that_says_nothing_is_hung_up_on(address, monkeypatch):
    monkeypatch.setattr(front_proxy, "HEADER_S", 0.2)
    with socket.create_connection(address, timeout=30) as silent:
        silent.sendall(text()[:10])
        assert silent.recv(100) == b""


def test_nobody_else_is_believed(serve, gate):
    """Without a balancer, or from another address, the header is a wrong command."""
    for balancers in ((), (ipaddress.ip_network("198.51.100.0/24"),)):
        host, port = serve(balancers=balancers)
        with socket.create_connection((host, port), timeout=30) as liar:
            assert liar.recv(100).startswith(b"220")
            liar.sendall(text())
            assert liar.recv(100).startswith(b"50")
            liar.sendall(f"USER {LOGIN}\r\n".encode())
            assert liar.recv(100).startswith(b"331")
            liar.sendall(f"PASS {PASSWORD}\r\n".encode())
            assert liar.recv(100).startswith(b"230")
    assert addresses(gate) == {"127.0.0.1"}


# SFTP ---------------------------------------------------------------------------------


def send_by_sftp(port):
    async def send():
        async with connect_sftp(port) as conn:
            client = await conn.start_sftp_client()
            async with client.open("a.pdf", "wb") as file:
                await file.write(DATA)

    asyncio.run(send())


@pytest.mark.parametrize("header", [text(), binary()])
def test_sftp_knows_a_client_by_his_own_address(serve_sftp, gate, store, header):
    port = serve_sftp(balancers=BALANCERS)
    send_by_sftp(Balancer(("127.0.0.1", port), header).address[1])
    assert (store.root / "clients/7/a.pdf").read_bytes() == DATA
    assert addresses(gate) == {CLIENT}


def test_sftp_bans_the_client_and_counts_his_sessions(serve_sftp, gate):
    port = serve_sftp(balancers=BALANCERS, sessions_of_address=2)
    gate.banned = {"203.0.113.9"}
    kept = []
    for header, is_in in (
        (text(), True),
        (text(), True),
        (text(), False),
        (text("203.0.113.8"), True),
        (text("203.0.113.9"), False),
    ):
        conn = socket.create_connection(("127.0.0.1", port), timeout=30)
        conn.sendall(header)
        try:
            answer = conn.recv(100)
        except ConnectionError:
            answer = b""
        assert answer.startswith(b"SSH-2.0") == is_in
        kept.append(conn)
    for each in kept:
        each.close()


def test_sftp_believes_nobody_else(serve_sftp):
    with socket.create_connection(("127.0.0.1", serve_sftp()), timeout=30) as liar:
        assert liar.recv(100).startswith(b"SSH-2.0")
        liar.sendall(text())
        with suppress(ConnectionError):
            while liar.recv(4096):
                pass  # our part of the key exchange, then the end
