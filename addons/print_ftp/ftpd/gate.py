"""Who it is, what he may, what happened: asked of whoever knows accounts and orders.

Everything here may block, and is called from a pool.
"""

import logging
from concurrent.futures import Future
from dataclasses import dataclass, field
from typing import Protocol

from .folder import Sight
from .names import Spelling

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Who:
    """An account that is in.

    ``room``: bytes that its client may add, None: no end. A reader changes nothing.
    """

    user: int
    login: str
    client: int
    room: int | None = None
    note: dict = field(default_factory=dict)
    is_reader: bool = False


class Denied(Exception):
    """Not let in; ``wait_s`` is how long the next try of this sender has to wait."""

    def __init__(self, text: str, wait_s: float = 0.0):
        super().__init__(text)
        self.wait_s = wait_s


class Away(Exception):
    """Accounts cannot be asked now: the database or the disk is away."""


def log_lost(future: Future):
    """Tell the log what could not be written down, for work that nobody waits for.

    Not that the database is away: the journal of the store has the files.
    """
    error = future.exception()
    if error and not isinstance(error, Away):
        _logger.error("Not on record yet", exc_info=error)


@dataclass(frozen=True, slots=True)
class Event:
    """Something to be remembered.

    ``kind`` is login, denied, receive, send, delete, rename, incomplete, suspect or
    logout, ``protocol`` ftp, ftps or sftp; ``size`` in bytes.
    """

    kind: str
    session: str
    login: str
    address: str
    protocol: str = "ftp"
    user: int | None = None
    client: int | None = None
    path: str = ""
    size: int = 0


class Gate(Protocol):
    """What front ends ask for."""

    def refuses(self, address: str) -> bool:
        """Whether nobody from this address is talked to; answers at once."""

    def authenticate(self, login: str, secret: str, address: str) -> Who:
        """Let somebody in.

        :raise Denied: if he is not to be let in
        :raise Away: if nobody can say now
        """

    def authenticate_key(self, login: str, key: bytes, address: str) -> Who:
        """Let somebody in by a public key whose owner his program has proven to be."""

    def sight(self, who: Who) -> Sight:
        """Return what he sees of his orders, and does not see of the folder."""

    def record(self, who: Who, stored, state: str):
        """Make the record of a file that is on disk, or bring it up to it.

        :param state: ``received`` at first, then ``settled`` or ``suspect``
        """

    def check_replace(self, who: Who, path: str):
        """Refuse if the complete file at a path is not his to replace.

        :raise Refusal: if it is a colleague's, or ours
        """

    def delete(self, who: Who, path: str):
        """Delete a complete file, if he may."""

    def rename(self, who: Who, path: str, new: str, sent: Spelling | None = None):
        """Give a complete file another name, if he may.

        :param sent: how his program spelled it
        """

    def tell(self, event: Event):
        """Remember what happened."""
