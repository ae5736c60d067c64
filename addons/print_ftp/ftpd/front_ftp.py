"""FTP: pyftpdlib's handlers, taught never to take half a file for a whole one.

What they do differently:

* a connection that broke is no end of file: nothing but an orderly end of the data
  connection, from a client whose control connection is alive, completes a file
* the name and the answer 226 come after the bytes are durable; until then the client's
  further commands stand in line, and the loop goes on for everybody else
* passwords are checked, and disks waited for, beside the loop
* names are read as the client meant them (``names``)
"""

import errno
import os
import re
import socket
from collections import deque
from contextlib import contextmanager, suppress

from pyftpdlib.exceptions import (
    AuthenticationFailed,
    AuthorizerError,
    FilesystemError,
    _RetryError,
)
from pyftpdlib.handlers import DTPHandler, FTPHandler
from pyftpdlib.ioloop import _ERRNOS_DISCONNECTED, AsyncChat
from pyftpdlib.log import logger
from pyftpdlib.utils import strerror

from . import names
from .errors import Refusal
from .front_proxy import Passive

BUFFER = 256 << 10  # bytes; four times the library's, and half its work
LINES_MOST = 64  # commands that a client may send ahead
SETTLES_S = 2.0  # a client who died has lost his control connection by then
LS_OPTIONS = re.compile(r"-(a|l|al|la) +(?=.)", re.IGNORECASE)
HTTP = ("GET ", "POST ", "PUT ", "HEAD ", "OPTIONS ", "CONNECT ", "DELETE ")
CODES = {
    "missing": 550,
    "exists": 550,
    "closed": 550,
    "name": 553,
    "offset": 554,
    "busy": 450,
    "quota": 552,
    "full": 452,
    "away": 451,
    "failed": 451,
    "gone": 426,
}


def reply(refusal: Refusal) -> str:
    """Return the answer to a client for what was refused."""
    return f"{CODES[refusal.kind]} {refusal}"


class Receiving:
    """What the data connection writes to; it remembers why bytes were refused."""

    closed = False

    def __init__(self, incoming, name):
        self.incoming = incoming
        self.name = name
        self.refusal = None

    def write(self, data):
        try:
            self.incoming.write(data)
        except Refusal as refusal:
            self.refusal = refusal
            raise OSError(errno.EIO, str(refusal)) from refusal

    def close(self):
        """Nobody came for the bytes: keep what is here, which may be nothing."""
        self.closed = True
        with suppress(Refusal):
            self.incoming.pause()


def _is_open(control):
    """Whether the other side of a connection has not closed it; reads nothing."""
    try:
        return control.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) != b""
    except BlockingIOError:
        return True
    except OSError:
        return False


def _finish_watching(incoming, control):
    """Return work that completes a file if ``control`` is open to the last moment."""

    def work():
        with control:
            return incoming.finish(lambda: _is_open(control))

    return work


class DTP(DTPHandler):
    """The data connection."""

    ac_in_buffer_size = BUFFER
    ac_out_buffer_size = BUFFER
    timeout = 120  # seconds without a byte

    is_broken = False

    def recv(self, buffer_size):
        """Read, and note whether the connection ended or broke."""
        try:
            data = self.socket.recv(buffer_size)
        except OSError as error:
            if error.errno in _ERRNOS_DISCONNECTED:
                self.is_broken = True
                self.handle_close()
                return b""
            if error.errno in (errno.EAGAIN, errno.EWOULDBLOCK, errno.EINTR):
                raise _RetryError from error
            raise
        if not data:
            self.handle_close()
        return data

    def handle_close(self):
        """The client has closed the connection, or we have sent everything."""
        if self._closed or not self.receive:
            return super().handle_close()
        self.transfer_finished = self.is_ended() and self.cmd_channel.is_alive()
        if self.transfer_finished:
            self._resp = ("226 Transfer complete.", logger.debug)
        else:
            self._resp = ("426 Connection lost: what came is kept.", logger.info)
        self.close()

    def is_ended(self):
        """Whether the sender has ended, rather than vanished."""
        return not self.is_broken

    def handle_error(self):
        """Tell the client in our words what the disk said."""
        refusal = getattr(self.file_obj, "refusal", None)
        if not refusal:
            return super().handle_error()
        self._resp = (reply(refusal), logger.warning)
        self.close()

    def close(self):
        """Close the connection, then, beside the loop, complete or keep the file."""
        receiving = self.file_obj
        if self._closed or not isinstance(receiving, Receiving) or receiving.closed:
            return super().close()
        receiving.closed = True
        AsyncChat.close(self)
        if self._idler is not None and not self._idler.cancelled:
            self._idler.cancel()
        self.cmd_channel.conclude(self, receiving)


class Handler(FTPHandler):
    """The control connection.

    Class attributes set by the server: ``hash_pool``, ``disk_pool``, ``balancers``.
    """

    dtp_handler = DTP
    passive_dtp = Passive
    balancers = ()
    hash_pool = None
    disk_pool = None
    banner = "Ready."
    timeout = 300
    login_timeout = 30
    max_login_attempts = 3
    # Programs that convert line ends would spoil pictures.
    is_text_kept = False

    proto_cmds = FTPHandler.proto_cmds | {
        "CLNT": {
            "perm": None,
            "auth": True,
            "arg": None,
            "help": "Syntax: CLNT [<SP> program] (say who you are).",
        }
    }

    def __init__(self, conn, server, ioloop=None):
        self._lines = deque()
        self._waits = 0
        self._told = "utf-8"  # the encoding that this client's names have
        self._argument = (b"", "utf-8")  # of the command at work, as it was sent
        self.has_quit = False
        super().__init__(conn, server, ioloop)
        if self.connected and self.login_timeout:
            self.call_later(self.login_timeout, self._expect_login)

    def _expect_login(self):
        if not self._closed and not self.authenticated:
            self.respond("421 Log in faster.")
            self.close_when_done()

    # --- Commands stand in line while one waits ---

    def wait(self, pool, work, then):
        """Do ``work()`` beside the loop, then ``then(future)``; commands wait."""
        self._waits += 1
        pool.run(work, lambda future: self._go_on(then, future))

    def _go_on(self, then, future):
        self._waits -= 1
        try:
            then(future)
        except Exception:
            self.handle_error()
        while self._lines and not self._waits and not self._closed:
            self._take(self._lines.popleft())

    def found_terminator(self):
        """Take a line, or put it at the end."""
        line = b"".join(self._in_buffer)
        self._in_buffer, self._in_buffer_len = [], 0
        if self._idler is not None and not self._idler.cancelled:
            self._idler.reset()
        if not self._waits:
            self._take(line)
        elif len(self._lines) < LINES_MOST:
            self._lines.append(line)
        else:
            self.respond("421 Wait for the answers.")
            self.close_when_done()

    def _take(self, raw):
        text, told = names.decode(raw, self._told)
        if not self.authenticated and text.upper().startswith(HTTP):
            # A browser that was tricked into talking to us (ALPACA).
            return self.close()
        if told != "utf-8":
            self._told = told
        elif not text.isascii():
            self._told = "utf-8"
        if "\r" in text or "\n" in text or "\0" in text:
            return self.respond("501 No command has such characters.")
        word = text.split(" ")[0]
        self._argument = (raw[len(word) + 1 :], told)
        self.alive()
        self.pre_process_command(text, word.upper(), text[len(word) + 1 :])

    def pre_process_command(self, line, cmd, arg):
        """Leave out what people type by habit before a path: ``ls -la folder``."""
        if cmd == "LIST" and (options := LS_OPTIONS.match(arg)):
            arg = arg[options.end() :]
        super().pre_process_command(line, cmd, arg)

    def push(self, data):
        AsyncChat.push(self, self.encode(data))

    def encode(self, text):
        """Return an answer in the encoding of this client."""
        return names.encode(text, self._told)

    def spelled(self, path):
        """Return how the client spelled the last step of a path he has just sent."""
        return names.spell(*self._argument, path)

    # --- Is the client still there? ---

    def is_alive(self):
        """Whether the client has not closed his control connection.

        The kernel of a program that was killed closes all its sockets: the end of the
        control connection is here then, beside the end of the data, or a moment later.
        """
        if self._closed or self.has_quit:
            return self.has_quit
        with self._watch() as control:
            return _is_open(control)

    def _watch(self):
        """Return a socket of its own on the control connection, to look at it."""
        return socket.socket(fileno=os.dup(self._fileno))

    def alive(self):
        """Called when the client has said something; for those who waited for it."""

    # --- Logging in ---

    def ftp_PASS(self, line):
        """Check the password, beside the loop."""
        if self.authenticated:
            self.respond("503 User already authenticated.")
        elif not self.username:
            self.respond("503 Login with USER first.")
        else:
            work = self.check_login(self.username, line)
            self.wait(self.hash_pool, work, lambda future: self._let_in(future, line))

    def check_login(self, login, secret):
        """Return a function, to be run beside the loop, that lets somebody in.

        It returns his home folder, or raises ``AuthenticationFailed``.
        """

        def check():
            self.authorizer.validate_authentication(login, secret, self)
            return self.authorizer.get_home_dir(login)

        return check

    def _let_in(self, future, secret):
        if self._closed:
            return
        try:
            home = future.result()
        except (AuthenticationFailed, AuthorizerError) as error:
            self.handle_auth_failed(str(error), secret)
        else:
            message = self.authorizer.get_msg_login(self.username)
            self.handle_auth_success(home, "", message)

    # --- Receiving ---

    def ftp_STOR(self, file, mode="w"):
        """Receive a file; REST and APPE go on with what is here."""
        command = "APPE" if "a" in mode else "STOR"
        offset = None if command == "APPE" else self._restart_position
        self._restart_position = 0
        self._receive(file, offset, command)

    def ftp_STOU(self, line):
        """Receive a file under a name of ours."""
        if self._restart_position:
            self.respond("450 Can't STOU while REST request is pending.")
            return
        folder, name = os.path.split(self.fs.ftp2fs(line or "ftpd"))
        try:
            found = self.fs.mkstemp(prefix=f"{name}.", dir=folder)
        except FileExistsError:
            self.respond("450 No usable unique file name found.")
            return
        except (OSError, FilesystemError) as error:
            self.respond(f"450 {strerror(error)}.")
            return
        found.close()
        if not self.authorizer.has_perm(self.username, "w", found.name):
            with suppress(OSError, FilesystemError):
                self.fs.remove(found.name)
            self.respond("550 Not enough privileges.")
            return
        self._receive(found.name, 0, "STOU", f"FILE: {os.path.basename(found.name)}")

    def _receive(self, path, offset, command, text=None):
        fs, sent = self.fs, self.spelled(path)

        def then(future):
            try:
                incoming = future.result()
            except Refusal as refusal:
                self.respond(reply(refusal))
            except (OSError, FilesystemError) as error:
                self.respond(f"550 {strerror(error)}.")
            else:
                self._expect(Receiving(incoming, path), command, text)

        self.wait(self.disk_pool, lambda: fs.begin(path, offset, sent), then)

    def _expect(self, receiving, command, text):
        """Let the data connection, there already or to come, write to the file."""
        if self._closed:
            self.disk_pool.run(receiving.close, lambda future: None)
        elif self.data_channel is not None:
            text = text or "Data connection already open. Transfer starting."
            self.respond(f"125 {text}")
            self.data_channel.file_obj = receiving
            self.data_channel.enable_receiving(self._type(), command)
        else:
            text = text or "File status okay. About to open data connection."
            self.respond(f"150 {text}")
            self._in_dtp_queue = (receiving, command)

    def _type(self):
        return self._current_type if self.is_text_kept else "i"

    @contextmanager
    def _typed(self):
        """Let the library believe the type that data really has."""
        told, self._current_type = self._current_type, self._type()
        try:
            yield
        finally:
            self._current_type = told

    def _on_dtp_connection(self):
        with self._typed():
            super()._on_dtp_connection()

    def ftp_SIZE(self, path):
        with self._typed():
            super().ftp_SIZE(path)

    def ftp_REST(self, line):
        with self._typed():
            super().ftp_REST(line)

    def conclude(self, data, receiving):
        """The bytes of a data connection have ended: complete the file, or keep them.

        The answer follows when the disk has them.
        """
        # Noted now: the library calls every end of data a finished transfer, later.
        is_whole = data.transfer_finished
        incoming = receiving.incoming
        work = incoming.pause
        if is_whole and (self._closed or self.has_quit):
            work = incoming.finish
        elif is_whole:
            work = _finish_watching(incoming, self._watch())

        def then(future):
            self._tell(data, receiving, is_whole, future)

        self.wait(self.disk_pool, work, then)

    def _tell(self, data, receiving, is_whole, future):
        stored = answer = None
        try:
            stored = future.result()
            answer = data._resp
        except Refusal as refusal:
            is_whole, answer = False, (reply(refusal), logger.warning)
        if not self._closed:
            if answer:
                self.respond(answer[0], logfun=answer[1])
            self._on_dtp_close()
        self.log_transfer(
            cmd=data.cmd,
            filename=receiving.name,
            receive=True,
            completed=is_whole,
            elapsed=round(data.get_elapsed_time(), 3),
            bytes=data.get_transmitted_bytes(),
        )
        if is_whole:
            self.received(stored, receiving.incoming.note)
            self.on_file_received(receiving.name)
        else:
            self.on_incomplete_file_received(receiving.name)

    def received(self, stored, note):
        """Called with a complete file that has its name, and the note of its record."""

    # --- Changing, beside the loop ---

    def ftp_DELE(self, path):
        self._change(lambda fs: fs.remove(path), "250 File removed.")

    def ftp_RMD(self, path):
        if self.fs.realpath(path) == self.fs.realpath(self.fs.root):
            self.respond("550 Can't remove root directory.")
            return
        self._change(lambda fs: fs.rmdir(path), "250 Directory removed.")

    def ftp_MKD(self, path):
        line = self.fs.fs2ftp(path).replace('"', '""')
        self._change(lambda fs: fs.mkdir(path), f'257 "{line}" directory created.')

    def ftp_RNTO(self, path):
        source, self._rnfr = self._rnfr, None
        if not source:
            self.respond("503 Bad sequence of commands: use RNFR first.")
            return
        self._change(lambda fs: fs.rename(source, path), "250 Renaming ok.")

    def _change(self, work, answer):
        fs = self.fs

        def then(future):
            try:
                future.result()
            except (OSError, FilesystemError) as error:
                answer_now = f"550 {strerror(error)}."
            else:
                answer_now = answer
            if not self._closed:
                self.respond(answer_now)

        self.wait(self.disk_pool, lambda: work(fs), then)

    # --- Others ---

    def ftp_CLNT(self, line):
        self.respond("200 Noted.")

    def ftp_QUIT(self, line):
        self.has_quit = True
        super().ftp_QUIT(line)
