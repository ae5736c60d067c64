"""The gate of the file server over Odoo: each question has a cursor of its own."""

import dataclasses
import ipaddress
import os
import shutil
import socket
import threading
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from weakref import WeakValueDictionary

import psycopg2
from psycopg2.errors import LockNotAvailable
from psycopg2.extensions import TransactionRollbackError

from odoo import SUPERUSER_ID, api
from odoo.exceptions import AccessDenied, AccessError, UserError
from odoo.modules.registry import Registry

from .ftpd.errors import Refusal
from .ftpd.folder import Held, Shelf, Sight
from .ftpd.gate import Away, Denied, Event, Who

AWAY = (psycopg2.OperationalError, psycopg2.InterfaceError)
FASTER = (TransactionRollbackError, LockNotAvailable)
PAUSES_S = (0.1, 0.3, 1.0)
REPLAYED_AFTER_S = 61  # what is younger may be just about to be told


class _Turn:
    """A lock that is forgotten when nobody holds or awaits it."""

    def __init__(self):
        self._lock = threading.Lock()

    def __enter__(self):
        self._lock.acquire()

    def __exit__(self, *exc_info):
        self._lock.release()


class OdooGate:
    """Answers what sessions ask, from the database ``name``.

    A cursor lives for one question: sessions last for hours, and the database may be
    restarted meanwhile.
    """

    def __init__(self, name: str, store):
        """:param store: the client-file store of that database"""
        self._name = name
        self._root = store.root
        self._store = store
        self._node = f"{socket.gethostname()}:{os.getpid()}"
        self._banned = []
        # When something could not be put on record; what came before us, nobody knows.
        self._missed = deque([time.monotonic()])
        self._turns = WeakValueDictionary()
        self._turns_lock = threading.Lock()

    @contextmanager
    def _env(self) -> Iterator[api.Environment]:
        try:
            with Registry(self._name).cursor() as cr:
                yield api.Environment(cr, SUPERUSER_ID, {})
        except AWAY as error:
            raise Away("The database does not answer.") from error

    def _turn(self, path):
        with self._turns_lock:
            return self._turns.setdefault(path, _Turn())

    @contextmanager
    def _refusals(self):
        try:
            yield
        except (AccessError, UserError) as error:
            raise Refusal("closed", str(error)) from error

    def authenticate(self, login, secret, address):
        return self._let_in(
            lambda users: users._ftp_authenticate(login, secret, address)
        )

    def authenticate_key(self, login, key, address):
        return self._let_in(lambda users: users._ftp_authenticate_key(login, key))

    def _let_in(self, find):
        """Return who ``find`` finds among the users.

        :raise Denied: in the words of the portal
        """
        with self._env() as env:
            try:
                user, client = find(env["res.users"])
            except AccessDenied as error:
                raise Denied(str(error)) from error
            return Who(**user._get_ftp_who(client))

    def refuses(self, address):
        found = ipaddress.ip_address(address)
        return any(found in network for network in self._banned)

    def beat(self, **addresses) -> set[str]:
        """Say that this process lives; return the sessions that it is to end.

        What came while the database was away has its record soon after.
        """
        due = sum(
            time.monotonic() - missed > REPLAYED_AFTER_S
            for missed in list(self._missed)
        )
        with self._env() as env:
            free = self._store.free() if self._store.is_ready() else 0
            disk = {
                "root": str(self._root),
                "total": shutil.disk_usage(self._root).total if free else 0,
            }
            ending = env["print.ftp.node"]._beat(self._node, free, **disk, **addresses)
            networks = env["print.ftp.ban"]._get_networks()
            if due:
                env.ref("print_ftp.ir_cron_ftp_replay")._trigger()
        for _missed in range(due):
            self._missed.popleft()
        self._banned = [ipaddress.ip_network(each, strict=False) for each in networks]
        return set(ending)

    def leave(self):
        """Say that this process ends."""
        with self._env() as env:
            env["print.ftp.node"]._leave(self._node)

    def sight(self, who):
        with self._env() as env:
            user = env["res.users"].browse(who.user)
            client = env["res.partner"].browse(who.client)
            shelves = user._get_ftp_shelves(client)
            hidden = user._get_ftp_hidden(client)
            texts = [] if who.is_reader else user._get_ftp_texts()
        found = {each["path"]: self._shelf(**each) for each in shelves}
        said = {
            path: Held(None, len(content), mtime, content)
            for path, content, mtime in texts
        }
        return Sight(found, frozenset(hidden), said)

    def _shelf(self, path, files, is_open, mtime):
        held = {
            name: Held(self._root / place, size, seconds)
            for name, place, size, seconds in files
        }
        return Shelf(path, held, is_open, mtime)

    def record(self, who, stored, state):
        # What is said of one file is said one after the other.
        with self._turn(stored.path):
            try:
                self._do(
                    lambda env: env["print.file"]._ftp_record(
                        who.client, stored, who.note, state
                    )
                )
            except Away:
                self._missed.append(time.monotonic())
                raise

    def _do(self, work):
        """Do ``work(env)``, again if other work on the same rows was faster."""
        for pause_s in PAUSES_S:
            try:
                with self._env() as env:
                    return work(env)
            except Away as away:
                if not isinstance(away.__cause__, FASTER):
                    raise
                time.sleep(pause_s)
        with self._env() as env:
            return work(env)

    def check_replace(self, who, path):
        self._ask(who, lambda files: files._ftp_check_replace(path))

    def delete(self, who, path):
        self._ask(who, lambda files: files._ftp_delete(path))

    def rename(self, who, path, new, sent=None):
        self._ask(who, lambda files: files._ftp_rename(path, new, sent))

    def _ask(self, who, work):
        """Do ``work(files)`` as the account itself."""
        with self._refusals():
            self._do(lambda env: work(env["print.file"].with_user(who.user)))

    def tell(self, event: Event):
        values = dataclasses.asdict(event) | {"node": self._node}
        # In turn: who logs out at once is not to be taken for one who is in.
        with self._turn(event.session):
            self._do(lambda env: self._note(env, values))

    def _note(self, env, values):
        has_ended = env["print.ftp.event"]._has_ended(values["session"])
        env["print.ftp.event"]._note(values)
        if not has_ended:
            env["print.ftp.session"]._follow(values)
        if values["kind"] == "send":
            files = env["print.file"].with_user(values["user"])
            files._ftp_note_fetched(values["path"])
