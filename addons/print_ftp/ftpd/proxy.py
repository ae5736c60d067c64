"""The PROXY protocol, versions 1 and 2: a balancer says first who comes through it.

What is read is exactly its header: what the client says begins behind it. Only those
balancers are believed that the shop has named; see ``is_one_of``.

Source: "The PROXY protocol", HAProxy Technologies, versions 1 and 2.
"""

import ipaddress
import socket
from collections.abc import Iterable

Network = ipaddress.IPv4Network | ipaddress.IPv6Network

HEADER_S = 5  # seconds that a balancer has to say it
TEXT = b"PROXY "
TEXT_MOST = 107  # bytes of a line of version 1, its end included
BINARY = b"\r\n\r\n\0\r\nQUIT\n"
BINARY_START = len(BINARY) + 4  # with version, family and length
BINARY_MOST = 2048  # bytes of addresses and of what balancers add to them
ADDRESS_BYTES = {0x11: 4, 0x21: 16}  # TCP over IPv4, over IPv6


class BadHeader(ValueError):
    """Not how a balancer begins."""


def is_one_of(networks: Iterable[Network], address: str) -> bool:
    """Whether an address is in one of ``networks``.

    >>> is_one_of([ipaddress.ip_network("10.0.0.0/24")], "::ffff:10.0.0.7")
    True
    """
    found = ipaddress.ip_address(address)
    found = getattr(found, "ipv4_mapped", None) or found
    return any(found in network for network in networks)


def missing(said: bytes) -> int:
    """Return how many bytes can be read next without taking any of the client's.

    0: the header is whole.

    :raise BadHeader: if it will never be one
    """
    if len(said) < len(BINARY):
        if not (BINARY.startswith(said) or said.startswith(TEXT[: len(said)])):
            raise BadHeader(f"neither version begins with {said!r}")
        return len(BINARY) - len(said)
    if said.startswith(TEXT):
        return _missing_of_text(said)
    if not said.startswith(BINARY):
        raise BadHeader(f"neither version begins with {said!r}")
    if len(said) < BINARY_START:
        return BINARY_START - len(said)
    length = int.from_bytes(said[BINARY_START - 2 : BINARY_START], "big")
    if length > BINARY_MOST:
        raise BadHeader(f"{length} bytes of addresses")
    return BINARY_START + length - len(said)


def _missing_of_text(said):
    if said.endswith(b"\r\n"):
        return 0
    if len(said) >= TEXT_MOST:
        raise BadHeader("a line without an end")
    return 1


def read(header: bytes) -> tuple[str, int] | None:
    """Return address and port of the client, None where the balancer speaks for itself.

    :param header: whole, as ``missing`` says
    :raise BadHeader: if it makes no sense

    >>> read(b"PROXY TCP4 203.0.113.7 10.0.0.9 51200 21\\r\\n")
    ('203.0.113.7', 51200)
    >>> read(b"PROXY UNKNOWN\\r\\n") is None
    True
    """
    try:
        return _read_text(header) if header.startswith(TEXT) else _read_binary(header)
    except (ValueError, IndexError, OSError) as error:
        raise BadHeader(f"{header!r}: {error}") from error


def _read_text(header):
    _proxy, family, *rest = header.decode("ascii").split()
    if family == "UNKNOWN":
        return None
    source, _target, port, _target_port = rest
    kind = {"TCP4": ipaddress.IPv4Address, "TCP6": ipaddress.IPv6Address}.get(family)
    if not kind:
        raise BadHeader(f"family {family}")
    return str(kind(source)), _port(int(port))


def _read_binary(header):
    version, command = divmod(header[len(BINARY)], 16)
    if version != 2 or command not in (0, 1):
        raise BadHeader(f"version {version}, command {command}")
    if command == 0:
        return None  # the balancer looks whether we are there
    count = ADDRESS_BYTES.get(header[len(BINARY) + 1])
    if not count:
        return None  # a family without addresses, such as a Unix socket
    body = header[BINARY_START:]
    if len(body) < 2 * count + 4:
        raise BadHeader("addresses are cut off")
    family = socket.AF_INET if count == 4 else socket.AF_INET6
    port = int.from_bytes(body[2 * count : 2 * count + 2], "big")
    return socket.inet_ntop(family, body[:count]), _port(port)


def _port(number):
    if not 0 <= number < 1 << 16:
        raise BadHeader(f"port {number}")
    return number


class Introduced(socket.socket):
    """A connection through a balancer: its other end is the client."""

    client: tuple[str, int] | None = None

    def getpeername(self):
        return self.client or super().getpeername()
