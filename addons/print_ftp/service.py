"""Puts the file server together: settings, the gate over Odoo, the store, both fronts."""

import asyncio
import logging
import threading
from dataclasses import dataclass
from pathlib import Path

from odoo import SUPERUSER_ID, api
from odoo.addons.print_portal import filestore
from odoo.modules.registry import Registry

from .ftpd.server import Server, Settings
from .ftpd.storage import Storage
from .odoo_gate import OdooGate

_logger = logging.getLogger(__name__)

TURN_S = 0.5  # how often the loop looks whether it is to end


@dataclass(frozen=True, slots=True)
class SftpSettings:
    """Where SFTP listens, and the file with the key by which clients know us."""

    host: str
    port: int
    host_key: Path


class Service:
    """One process that serves one database."""

    def __init__(self, settings: Settings, sftp: SftpSettings | None, gate, storage):
        self._ends = threading.Event()
        self._ftp = Server(settings, gate, storage)
        self._sftp = _Sftp(sftp, gate, storage) if sftp else None
        self.address = self._ftp.address

    def run(self):
        """Serve until ``stop``."""
        if self._sftp:
            self._sftp.start()
        while not self._ends.is_set():
            self._ftp.loop(timeout=TURN_S, blocking=False)
        self._ftp.close()
        if self._sftp:
            self._sftp.close()

    def stop(self):
        """End soon; what is being received stays, unfinished."""
        self._ends.set()

    def reload(self):
        """Take the certificate as it is on disk now, for connections to come."""
        self._ftp.reload()


class _Sftp:
    """The loop of SFTP, in a thread beside the one of FTP."""

    def __init__(self, settings, gate, storage):
        from .ftpd import front_sftp

        self._front = front_sftp
        self._settings, self._gate, self._storage = settings, gate, storage
        self._threads = front_sftp.Threads()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="sftp")

    def start(self):
        self._thread.start()
        settings = self._settings
        listening = self._front.listen(
            settings.host,
            settings.port,
            [self._front.host_key(settings.host_key)],
            self._gate,
            self._storage,
            self._threads,
        )
        asyncio.run_coroutine_threadsafe(listening, self._loop).result()
        _logger.info("SFTP on %s:%s", settings.host, settings.port)

    def close(self):
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._threads.close()


def make(options) -> Service:
    """Return the service that ``odoo print_ftp`` was asked for."""
    with Registry(options.database).cursor() as cr:
        store = api.Environment(cr, SUPERUSER_ID, {})["print.file"]._store()
    settings = Settings(
        host=options.host,
        port=options.ftp_port,
        certificate=options.certificate,
        key=options.key or options.certificate,
        is_plain_allowed=options.plain,
    )
    sftp = None
    if options.sftp_port:
        sftp = SftpSettings(options.host, options.sftp_port, options.host_key)
    gate = OdooGate(options.database, store.root)
    return Service(settings, sftp, gate, Storage(filestore, store))
