"""From where somebody logs in, where core's request does not tell.

Plain Python: no framework, no database. Core takes the request away from programs
that come by RPC, and the file server has none.
"""

from contextlib import contextmanager
from contextvars import ContextVar

_address = ContextVar("login_address", default=None)


@contextmanager
def coming_from(address):
    """Let everybody who logs in meanwhile come from ``address``.

    >>> with coming_from("203.0.113.7"):
    ...     current_address()
    '203.0.113.7'
    >>> current_address()
    """
    token = _address.set(address)
    try:
        yield
    finally:
        _address.reset(token)


def current_address():
    """Return the IP address that was told last, or ``None``."""
    return _address.get()
