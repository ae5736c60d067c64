"""Connections for SFTP, those of clients and those that a balancer introduces."""

import asyncio
import logging
import socket
from collections.abc import Callable

import asyncssh

from .proxy import HEADER_S, BadHeader, Network, is_one_of, missing, read

_logger = logging.getLogger(__name__)
PAUSE_S = 1.0  # after a connection that could not be taken


class Acceptor:
    """Takes connections, whose clients a balancer may have to introduce."""

    def __init__(
        self,
        listener: socket.socket,
        balancers: tuple[Network, ...],
        options: asyncssh.SSHServerConnectionOptions,
        make_door: Callable[[str], asyncssh.SSHServer],
        is_crowded: Callable[[str], bool],
    ):
        """:param make_door: takes the address of a client
        :param is_crowded: whether nobody else may come from an address
        """
        self._listener = listener
        self._balancers = balancers
        self._options = options
        self._make_door = make_door
        self._is_crowded = is_crowded
        self._loop = asyncio.get_running_loop()
        self._tasks = set()
        self._is_closed = False
        self._listen()

    def get_port(self) -> int:
        return self._listener.getsockname()[1]

    async def close(self):
        """Take no more connections; who is not in yet has to come again."""
        self._is_closed = True
        self._loop.remove_reader(self._listener)
        self._listener.close()
        await asyncio.sleep(0)  # what has not begun would leave its socket open
        left = list(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    def _do(self, work):
        task = self._loop.create_task(work)
        self._tasks.add(task)  # the loop itself does not keep it
        task.add_done_callback(self._tasks.discard)

    def _listen(self):
        if not self._is_closed:
            self._loop.add_reader(self._listener, self._take)

    def _take(self):
        try:
            sock, address = self._listener.accept()
        except (BlockingIOError, ConnectionAbortedError):
            return  # he has gone again
        except OSError:  # no room for another connection now
            _logger.exception("SFTP takes no connection")
            self._loop.remove_reader(self._listener)
            self._loop.call_later(PAUSE_S, self._listen)
            return
        sock.setblocking(False)
        self._do(self._meet(sock, address))

    async def _meet(self, sock, address):
        """Let one client in, until he is known or refused."""
        try:
            if is_one_of(self._balancers, address[0]):
                told = self._introduced(sock)
                address = await asyncio.wait_for(told, HEADER_S) or address
            if self._is_crowded(address[0]):
                sock.close()
                return
            await asyncssh.run_server(
                sock,
                options=self._options,
                server_factory=lambda: self._make_door(address[0]),
            )
        except (OSError, BadHeader, TimeoutError, asyncssh.Error) as error:
            _logger.debug("Nobody came from %s: %s", address[0], error)
            sock.close()
        except asyncio.CancelledError:
            sock.close()
            raise

    async def _introduced(self, sock):
        """Return whom a balancer brings, with not a byte of his read."""
        said = b""
        while more := missing(said):
            data = await self._loop.sock_recv(sock, more)
            if not data:
                raise BadHeader("no word")
            said += data
        return read(said)
