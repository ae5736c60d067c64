"""A post office for the demo shop: mails are written to a folder and go nowhere."""

import itertools
import socketserver
import threading
import time
from contextlib import contextmanager


class _Session(socketserver.StreamRequestHandler):
    """One conversation in SMTP, as far as Odoo speaks it."""

    def handle(self):
        self._answer(220, "print shop")
        for line in self.rfile:
            verb = line[:4].upper().decode(errors="replace").strip()
            if verb == "DATA":
                self._answer(354, "go on")
                self.server.keep(self._letter())
                self._answer(250, "kept")
            elif verb == "QUIT":
                self._answer(221, "bye")
                return
            else:
                self._answer(250, "print shop")

    def _letter(self):
        lines = itertools.takewhile(lambda line: line != b".\r\n", self.rfile)
        return b"".join(line.removeprefix(b".") for line in lines)

    def _answer(self, code, text):
        self.wfile.write(f"{code} {text}\r\n".encode())


class _Office(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, folder):
        super().__init__(("127.0.0.1", 0), _Session)
        self._folder = folder
        self._number = itertools.count()

    def keep(self, letter):
        name = f"{time.strftime('%Y%m%d-%H%M%S')}-{next(self._number):03}.eml"
        part = self._folder / f"{name}.part"
        part.write_bytes(letter)
        part.rename(self._folder / name)


@contextmanager
def office(folder):
    """Keep mails in ``folder``, one .eml file each; yield the port to send them to."""
    folder.mkdir(parents=True, exist_ok=True)
    with _Office(folder) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
