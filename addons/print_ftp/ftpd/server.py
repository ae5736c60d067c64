"""One process of the file server: its loop, its pools, its sockets."""

import logging
from dataclasses import dataclass
from pathlib import Path

from pyftpdlib.ioloop import AsyncChat, IOLoop

from .errors import CannotServe
from .front_proxy import Listener
from .gate import Gate
from .listener import listen
from .pool import Pool, Threads
from .proxy import Network
from .session_ftp import ClientHandler
from .storage import Storage

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Settings:
    """How a process serves.

    ``certificate`` None offers plain FTP only, which has to be asked for by
    ``is_plain_allowed``. ``balancers`` say who comes through them, see ``proxy``.
    ``sessions_of_login`` 0: as many as he likes.
    """

    host: str = "127.0.0.1"
    port: int = 2121
    certificate: Path | None = None
    key: Path | None = None
    is_plain_allowed: bool = False
    passive_ports: range | None = None
    public_address: str | None = None
    balancers: tuple[Network, ...] = ()
    sessions_most: int = 512
    sessions_of_address: int = 20
    sessions_of_login: int = 0
    login_s: int = 30
    idle_s: int = 300
    stalled_s: int = 120


class Delivery(AsyncChat):
    """Wakes the loop when a pool has a result."""

    def __init__(self, pool: Pool, ioloop):
        self._pool = pool
        super().__init__(ioloop=ioloop)
        self._fileno = pool.fileno()
        self.connected = True
        ioloop.register(self._fileno, self, ioloop.READ)

    def readable(self):
        return True

    def writable(self):
        return False

    def handle_read_event(self):
        self._pool.deliver()

    handle_read = handle_read_event


class Server:
    """Serves FTP until ``close``; ``loop`` runs it."""

    def __init__(
        self, settings: Settings, gate: Gate, storage: Storage, threads: Threads
    ):
        """:param threads: of the process; they end with this server"""
        self._settings = settings
        self._threads = threads
        self.ioloop = IOLoop()
        self.pools = [Pool(threads.hash), Pool(threads.disk), Pool(threads.gate)]
        for pool in self.pools:
            Delivery(pool, self.ioloop)
        self.handler = self._make_handler(settings, gate, storage)
        listener = listen(settings.host, settings.port)
        self.address = listener.getsockname()[:2]
        self._ftp = Listener(listener, self.handler, ioloop=self.ioloop)
        self._ftp.max_cons = settings.sessions_most
        self._ftp.max_cons_per_ip = settings.sessions_of_address

    def _make_handler(self, settings, gate, storage):
        """Return a class of sessions: the library keeps settings in classes."""
        hash_pool, disk_pool, gate_pool = self.pools
        base, extra = ClientHandler, {}
        if settings.certificate:
            from .tls import SecureHandler, make_context

            base = SecureHandler
            extra = {
                "ssl_context": make_context(settings.certificate, settings.key),
                "tls_control_required": not settings.is_plain_allowed,
                "tls_data_required": not settings.is_plain_allowed,
            }
        dtp = type("DTP", (base.dtp_handler,), {"timeout": settings.stalled_s})
        return type(
            "Session",
            (base,),
            {
                "gate": gate,
                "storage": storage,
                "hash_pool": hash_pool,
                "disk_pool": disk_pool,
                "gate_pool": gate_pool,
                "timeout": settings.idle_s,
                "login_timeout": settings.login_s,
                "balancers": settings.balancers,
                "sessions_most": settings.sessions_of_login,
                "passive_ports": settings.passive_ports,
                "masquerade_address": settings.public_address,
                "dtp_handler": dtp,
                **extra,
            },
        )

    def reload(self):
        """Take the certificate as it is on disk now, for connections to come.

        One that is no good is not taken: the old one may last until it is mended.
        """
        if self._settings.certificate:
            from .tls import make_context

            certificate, key = self._settings.certificate, self._settings.key
            try:
                self.handler.ssl_context = make_context(certificate, key)
            except CannotServe as error:
                _logger.error("The certificate stays as it was. %s", error)

    def loop(self, timeout: float | None = None, blocking: bool = True):
        """Serve; without ``blocking`` only what is waiting now."""
        self.ioloop.loop(timeout, blocking)

    def end(self, sessions: set[str]):
        """Send clients away; called in the loop's own thread."""
        for each in self._get_sessions():
            if each.session in sessions:
                each.end()

    def _get_sessions(self):
        found = list(self.ioloop.socket_map.values())
        return [each for each in found if isinstance(each, ClientHandler)]

    def close(self):
        """End every session, keeping what is unfinished, then the threads."""
        self._ftp.close()
        for each in self._get_sessions():
            each.respond("421 We are back in a minute.")
            each.close()
        self.loop(timeout=0, blocking=False)  # the library tells of each a turn later
        self._threads.close(self._deliver)
        self._ftp.close_all()
        for pool in self.pools:
            pool.close()

    def _deliver(self):
        for pool in self.pools:
            pool.deliver()
