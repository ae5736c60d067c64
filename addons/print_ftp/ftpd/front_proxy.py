"""FTP behind a balancer: who comes is read before a word is said."""

from pyftpdlib.handlers.ftp.dispatchers import PassiveDTP
from pyftpdlib.ioloop import AsyncChat
from pyftpdlib.log import logger
from pyftpdlib.servers import FTPServer

from .proxy import HEADER_S, BadHeader, Introduced, is_one_of, missing, read


class Introduction(AsyncChat):
    """A connection of a balancer until it has said for whom it is."""

    def __init__(self, sock, address, ioloop, then):
        """:param then: called with the connection and the address of the client"""
        self._address = address
        self._then = then
        self._said = b""
        super().__init__(sock, ioloop)
        self.call_later(HEADER_S, self.close)

    def handle_read(self):
        """Read the header and not a byte more; hand the connection over after it."""
        try:
            while more := missing(self._said):
                data = self.socket.recv(more)
                if not data:
                    return self.close()
                self._said += data
            client = read(self._said)
        except BlockingIOError:
            return None
        except (OSError, BadHeader) as error:
            logger.warning("No word from the balancer %s: %s", self._address[0], error)
            return self.close()
        introduced = Introduced(fileno=self.socket.detach())
        introduced.client = client
        self.close()
        return self._then(introduced, client or self._address)

    def handle_close(self):
        self.close()

    def handle_error(self):
        logger.exception("Connection of the balancer %s", self._address[0])
        self.close()


def meet(sock, address, balancers, ioloop, then):
    """Call ``then(connection, address)`` with the address of the client."""
    if is_one_of(balancers, address[0]):
        Introduction(sock, address, ioloop, then)
    else:
        then(sock, address)


class Listener(FTPServer):
    """Takes connections for commands."""

    def handle_accepted(self, sock, addr):
        then = super().handle_accepted
        meet(sock, addr, self.handler.balancers, self.ioloop, then)


class Passive(PassiveDTP):
    """Takes a connection for data.

    A balancer introduces it as well: it has to come from whom the commands come from.
    """

    def handle_accepted(self, sock, addr):
        meet(sock, addr, self.cmd_channel.balancers, self.ioloop, self._take)

    def _take(self, sock, address):
        if self._closed:  # another connection was faster
            sock.close()
        else:
            super().handle_accepted(sock, address)
