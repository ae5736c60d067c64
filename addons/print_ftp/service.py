"""Puts the file server together: settings, the gate over Odoo, the store."""

import threading

from odoo import SUPERUSER_ID, api
from odoo.addons.print_portal import filestore
from odoo.modules.registry import Registry

from .ftpd.server import Server, Settings
from .ftpd.storage import Storage
from .odoo_gate import OdooGate


class Service:
    """One process that serves one database."""

    def __init__(self, settings: Settings, gate: OdooGate, storage: Storage):
        self._server = Server(settings, gate, storage)
        self._ends = threading.Event()
        self.address = self._server.address

    def run(self):
        while not self._ends.is_set():
            self._server.loop(timeout=0.5, blocking=False)
        self._server.close()

    def stop(self):
        self._ends.set()


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
    gate = OdooGate(options.database, store.root)
    return Service(settings, gate, Storage(filestore, store))
