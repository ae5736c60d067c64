"""Puts the file server together: settings, gate over Odoo, store, both fronts."""

import asyncio
import logging
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from odoo import SUPERUSER_ID, api
from odoo.addons.print_portal import filestore
from odoo.modules.registry import Registry

from .ftpd.gate import Away
from .ftpd.listener import listen
from .ftpd.pool import Threads
from .ftpd.server import Server, Settings
from .ftpd.storage import Storage
from .odoo_gate import OdooGate

_logger = logging.getLogger(__name__)

BEAT_S = 5
TURN_S = 0.5  # how often the loop looks whether it is to end


@dataclass(frozen=True, slots=True)
class SftpSettings:
    """Where SFTP listens, and the file with the key by which clients know us.

    ``limits`` are those of ``front_sftp.serve``.
    """

    host: str
    port: int
    host_key: Path
    limits: dict


class Service:
    """One process that serves one database."""

    def __init__(self, settings: Settings, sftp: SftpSettings | None, gate, storage):
        self._ends = threading.Event()
        self._gate = gate
        threads = Threads()
        self._ftp = Server(settings, gate, storage, threads)
        self._sftp = _Sftp(sftp, gate, storage, threads) if sftp else None
        self._ending = set()
        self.address = self._ftp.address

    def run(self):
        """Serve until ``stop``."""
        if self._sftp:
            self._sftp.start()
        heart = threading.Thread(target=self._beat, name="heart")
        heart.start()
        while not self._ends.is_set():
            self._ftp.loop(timeout=TURN_S, blocking=False)
            ending, self._ending = self._ending, set()
            if ending:
                self._ftp.end(ending)
        if self._sftp:
            self._sftp.close()
        self._ftp.close()
        heart.join()

    def _beat(self):
        """Say every few seconds that we live; end whom the office sends away."""
        addresses = {"ftp_address": ":".join(map(str, self.address))}
        if self._sftp:
            addresses["sftp_address"] = self._sftp.address
            addresses["sftp_fingerprint"] = self._sftp.fingerprint
        while True:
            try:
                ending = self._gate.beat(**addresses)
                self._ending |= ending
                if self._sftp:
                    self._sftp.end(ending)
            except Away:
                _logger.warning("The file server goes on without its database")
            except Exception:
                _logger.exception("The file server could not tell that it lives")
            if self._ends.wait(BEAT_S):
                break
        with suppress(Away):
            self._gate.leave()

    def stop(self):
        """End soon; what is being received stays, unfinished."""
        self._ends.set()

    def reload(self):
        """Take the certificate as it is on disk now, for connections to come."""
        self._ftp.reload()


class _Sftp:
    """The loop of SFTP, in a thread beside the one of FTP."""

    def __init__(self, settings, gate, storage, threads):
        from .ftpd import front_sftp

        self._front = front_sftp
        self._listener = listen(settings.host, settings.port)
        self._key = front_sftp.host_key(settings.host_key)
        self._limits, self._gate, self._storage = settings.limits, gate, storage
        self._threads = threads
        self._doors = {}
        self._acceptor = None
        self.address = f"{settings.host}:{settings.port}"
        self.fingerprint = self._key.get_fingerprint()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="sftp")

    def start(self):
        self._thread.start()
        serving = self._front.serve(
            self._listener,
            [self._key],
            self._gate,
            self._storage,
            self._threads,
            self._doors,
            **self._limits,
        )
        self._acceptor = self._do(serving)
        _logger.info("SFTP on %s", self.address)

    def end(self, sessions):
        for session in sessions & set(self._doors):
            self._loop.call_soon_threadsafe(self._doors[session].end)

    def close(self):
        """Send everybody away, keeping what is unfinished."""
        self._do(self._front.end(self._acceptor, self._doors))
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _do(self, work):
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()


def make(options) -> Service:
    """Return the service that ``odoo print_ftp`` was asked for."""
    with Registry(options.database).cursor() as cr:
        store = api.Environment(cr, SUPERUSER_ID, {})["print.file"]._store()
    limits = {
        "balancers": tuple(options.balancers),
        "sessions_of_address": options.sessions_of_address,
        "sessions_of_login": options.sessions_of_login,
    }
    settings = Settings(
        host=options.host,
        port=options.ftp_port,
        certificate=options.certificate,
        key=options.key or options.certificate,
        is_plain_allowed=options.plain,
        passive_ports=options.passive_ports,
        public_address=options.public_address,
        **limits,
    )
    sftp = None
    if options.sftp_port:
        where = options.host, options.sftp_port, options.host_key
        sftp = SftpSettings(*where, limits)
    gate = OdooGate(options.database, store)
    return Service(settings, sftp, gate, Storage(filestore, store))
