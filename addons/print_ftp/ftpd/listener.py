"""Sockets that several processes listen on."""

import socket

from .errors import CannotServe


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that takes connections, and that other processes may share.

    :raise CannotServe: if the address is not to be had
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise CannotServe(f"Cannot listen on {host}:{port}: {error}") from error
    listener.listen(128)
    listener.setblocking(False)
    return listener
