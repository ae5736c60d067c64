"""Sockets that several processes listen on."""

import socket


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that takes connections, and that other processes may share."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    listener.bind((host, port))
    listener.listen(128)
    listener.setblocking(False)
    return listener
