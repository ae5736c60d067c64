"""An FTP session of a client: the handler, with the gate behind it."""

import logging
import time
import uuid
from dataclasses import replace

from pyftpdlib.exceptions import AuthenticationFailed

from .errors import Refusal
from .folder import Folder, Sight, path_of
from .front_ftp import SETTLES_S, Handler
from .gate import Away, Denied, Event, Gate, Who, log_lost
from .incoming import Sender
from .virtual_fs import VirtualFS

_logger = logging.getLogger(__name__)

SIGHT_S = 10  # seconds that orders are shown without asking again
ALLOWED = "elradfmw"


class Everything:
    """What pyftpdlib asks about rights: the folder itself refuses what is not his."""

    def has_perm(self, username, perm, path=None):
        return perm in ALLOWED

    def get_perms(self, username):
        return ALLOWED

    def get_msg_login(self, username):
        return "You are in your folder."

    def get_msg_quit(self, username):
        return "Goodbye."

    def impersonate_user(self, username, password):
        """There is one user of this machine: ours."""

    def terminate_impersonation(self, username):
        """See above."""


class Unavailable(AuthenticationFailed):
    """Nobody can say who may come in now."""


class ClientHandler(Handler):
    """Class attributes set by the server beside those of ``Handler``: ``gate``,
    ``storage``, ``gate_pool``."""

    abstracted_fs = VirtualFS
    authorizer = Everything()
    gate: Gate = None
    storage = None
    gate_pool = None
    protocol = "ftp"
    sessions_most = 0  # of one login; 0: as many as he likes

    def __init__(self, conn, server, ioloop=None):
        self.session = uuid.uuid4().hex
        self.who: Who | None = None
        self.folder: Folder | None = None
        self._sight = Sight()
        self._seen_at = 0.0
        self._received = []  # complete files of which the client may not know yet
        super().__init__(conn, server, ioloop)

    def handle(self):
        """Send nobody away for a wrong reason: without its disk there is no service."""
        if self.gate.refuses(self.remote_ip):
            self.close()
        elif self.storage.is_ready():
            super().handle()
        else:
            self._refuse_all()

    def _refuse_all(self):
        self.respond("421 Service temporarily unavailable.")
        self.close_when_done()

    def end(self):
        """Send the client away, for somebody in the office wants it."""
        self.respond("421 This session was ended by us.")
        self.close_when_done()

    # --- Logging in ---

    def check_login(self, login, secret):
        gate, address = self.gate, self.remote_ip

        def check():
            try:
                who = gate.authenticate(login, secret, address)
                return who, gate.sight(who)
            except Denied as error:
                raise AuthenticationFailed(str(error)) from error
            except Away as error:
                raise Unavailable(str(error)) from error

        return check

    def _let_in(self, future, secret):
        if isinstance(future.exception(), Unavailable):
            # Not 530: programs would forget the password that they have saved.
            return None if self._closed else self._refuse_all()
        if not future.exception():
            self.who, self._sight = future.result()
            if self._is_crowded():
                self.who = None
                self.respond("421 Too many sessions of this login.")
                return self.close_when_done()
            self._seen_at = time.monotonic()
            self.folder = Folder(
                self.storage,
                self._sender(),
                lambda: self._sight,
                self._check_replace,
                self.who.is_reader,
            )
        return super()._let_in(future, secret)

    def _is_crowded(self):
        """Whether the account has all the sessions that one may have."""
        users = [
            each.who.user
            for each in self.ioloop.socket_map.values()
            if isinstance(each, ClientHandler) and each.who
        ]
        return 0 < self.sessions_most < users.count(self.who.user)

    def _sender(self):
        who = self.who
        return Sender(who.client, who.login, who.room, who.note)

    def on_login(self, username):
        self._remember("login")

    def on_login_failed(self, username, password):
        self._remember("denied", login=username)

    def on_disconnect(self):
        if self.who:
            self._remember("logout")

    def flush_account(self):
        super().flush_account()
        self.who = self.folder = None

    # --- What belongs to orders ---

    def pre_process_command(self, line, cmd, arg):
        """Ask what he sees again now and then, before a path is looked at."""
        known = self.proto_cmds.get(cmd)
        is_stale = time.monotonic() - self._seen_at > SIGHT_S
        if not (self.who and known and known["perm"] and is_stale):
            return super().pre_process_command(line, cmd, arg)
        self._seen_at = time.monotonic()
        gate, who = self.gate, self.who

        def then(future):
            if not future.exception():
                self._sight = future.result()
            elif not isinstance(future.exception(), Away):
                _logger.error("No sight of orders", exc_info=future.exception())
            if not self._closed:
                super(ClientHandler, self).pre_process_command(line, cmd, arg)

        self.wait(self.gate_pool, lambda: gate.sight(who), then)
        return None

    def _check_replace(self, path):
        self._ask(self.gate.check_replace, path)

    def delete(self, path):
        self.folder.check_own(path)
        self._ask(self.gate.delete, path)
        self._remember("delete", path=path)

    def rename(self, path, new):
        folder = self.folder
        if folder.move_unfinished(path, new):
            return
        folder.check_own(path)
        folder.check_place(new)
        self._ask(self.gate.rename, path, new, self.spelled(new))
        self._remember("rename", path=path)

    def _ask(self, function, *args):
        try:
            function(self.who, *args)
        except Away as error:
            raise Refusal("away", "Try again in a minute.") from error

    # --- Is it settled? ---

    def received(self, stored, note):
        """The file has its name. Whether it is all of it shows in a moment."""
        self._remember("receive", path=path_of(stored), size=stored.size)
        who = replace(self.who, note=note)
        self._record(stored, "received", who)
        pending = (stored, who)
        self._received.append(pending)
        if self._closed:
            return self._judge("settled" if self.has_quit else "suspect")
        self.call_later(SETTLES_S, self._settle_one, pending)
        return None

    def _settle_one(self, pending):
        if pending in self._received and self.is_alive():
            self._received.remove(pending)
            self._record(pending[0], "settled", pending[1])

    def alive(self):
        """He has heard the answer and speaks again."""
        self._judge("settled")

    def close(self):
        if self._closed:
            return
        # It may be us who end: the client is there then, and has heard the answer.
        is_there = bool(self._received) and self.is_alive()
        super().close()
        self._judge("settled" if is_there else "suspect")

    def _judge(self, state):
        pending, self._received = self._received, []
        for stored, who in pending:
            self._record(stored, state, who)
            if state == "suspect":
                self._remember("suspect", path=path_of(stored), size=stored.size)

    def _record(self, stored, state, who):
        self.gate_pool.run(lambda: self.gate.record(who, stored, state), log_lost)

    def log_transfer(self, cmd, filename, receive, completed, elapsed, bytes):
        """Remember what was fetched; what came is remembered when it has its name."""
        super().log_transfer(cmd, filename, receive, completed, elapsed, bytes)
        if completed and not receive:
            self._remember("send", path=filename, size=bytes)

    def on_incomplete_file_received(self, file):
        self._remember("incomplete", path=file)

    def _remember(self, kind, path="", size=0, login=""):
        who = self.who
        event = Event(
            kind,
            self.session,
            who.login if who else login,
            self.remote_ip,
            self.protocol,
            who.user if who else None,
            who.client if who else None,
            path,
            size,
        )
        self.gate_pool.run(lambda: self.gate.tell(event), log_lost)
