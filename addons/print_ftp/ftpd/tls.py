"""FTPS: encryption demanded, its end told from a connection that was cut."""

from pathlib import Path

from OpenSSL import SSL
from pyftpdlib.handlers.ftps.control import TLS_FTPHandler
from pyftpdlib.handlers.ftps.data import TLS_DTPHandler

from .errors import CannotServe
from .front_ftp import DTP
from .session_ftp import ClientHandler


def make_context(certificate: Path, key: Path) -> SSL.Context:
    """Return a context for TLS 1.2 and newer, with the certificate as it is now.

    :raise CannotServe: if the files are not a certificate and its key
    """
    context = SSL.Context(SSL.TLS_SERVER_METHOD)
    context.set_min_proto_version(SSL.TLS1_2_VERSION)
    context.set_options(SSL.OP_NO_COMPRESSION | SSL.OP_NO_RENEGOTIATION)
    context.set_session_id(b"print_ftp")
    try:
        context.use_certificate_chain_file(str(certificate))
        context.use_privatekey_file(str(key))
        context.check_privatekey()
    except SSL.Error as error:
        words = f"{certificate} and {key} are no certificate with its key: {error}"
        raise CannotServe(words) from error
    return context


class SecureDTP(TLS_DTPHandler, DTP):
    """The data connection. TLS says itself when the sender has ended."""

    def is_ended(self):
        if not isinstance(self.socket, SSL.Connection):
            return super().is_ended()
        return bool(self.socket.get_shutdown() & SSL.RECEIVED_SHUTDOWN)


class SecureHandler(TLS_FTPHandler, ClientHandler):
    """The control connection. ``ssl_context`` is the server's, see ``reload``."""

    dtp_handler = SecureDTP
    protocol = "ftps"
    tls_control_required = True
    tls_data_required = True
    proto_cmds = TLS_FTPHandler.proto_cmds | ClientHandler.proto_cmds

    def ftp_AUTH(self, line):
        """What was sent ahead in clear text is not said by the client we secure."""
        super().ftp_AUTH(line)
        self.ac_in_buffer = b""
        self._lines.clear()
