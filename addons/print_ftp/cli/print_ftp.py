"""The command ``odoo print_ftp``."""

import argparse
import ipaddress
import logging
import signal
import sys
from pathlib import Path

from odoo.cli import Command
from odoo.modules.registry import Registry
from odoo.tools import config

_logger = logging.getLogger(__name__)


class Print_Ftp(Command):  # noqa: N801  lower-cased it is the name of the command
    """Serve the folders of clients over FTP, FTPS and SFTP."""

    name = "print_ftp"

    def run(self, args):
        """Serve until SIGTERM or SIGINT; SIGHUP takes a new certificate."""
        options = self._read(args)
        config.parse_config(
            [
                "-d",
                options.database,
                *(["-c", options.config] if options.config else []),
            ],
            setup_logging=True,
        )
        try:
            server = self._make(options)
        except ImportError as error:
            sys.exit(f"Install {error.name}: the file server needs it.")
        Registry(options.database)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_args: server.stop())
        signal.signal(signal.SIGHUP, lambda *_args: server.reload())
        _logger.info("FTP on %s:%s", *server.address)
        server.run()

    def _make(self, options):
        # Only here: a command that cannot be imported is unknown to Odoo.
        # pylint: disable=odoo-addons-relative-import
        from odoo.addons.print_ftp import service
        from odoo.addons.print_ftp.ftpd.errors import CannotServe

        try:
            return service.make(options)
        except CannotServe as error:
            sys.exit(str(error))

    def _read(self, args):
        parser = argparse.ArgumentParser(prog=self.prog, description=self.__doc__)
        parser.add_argument("-d", "--database", required=True)
        parser.add_argument("-c", "--config", help="Odoo's configuration file")
        parser.add_argument("--host", default="127.0.0.1", help="default: %(default)s")
        parser.add_argument("--ftp-port", type=int, default=2121)
        parser.add_argument("--sftp-port", type=int, default=2222, help="0: no SFTP")
        parser.add_argument("--certificate", type=Path, help="PEM, with its chain")
        parser.add_argument("--key", type=Path, help="PEM; else in the certificate")
        parser.add_argument(
            "--host-key", type=Path, help="SFTP knows us by it; made if it is missing"
        )
        parser.add_argument(
            "--passive-ports", type=_range, help="for data, such as 50000-50199"
        )
        parser.add_argument(
            "--public-address",
            help="IP address that clients are told, behind a balancer",
        )
        parser.add_argument(
            "--balancer",
            dest="balancers",
            action="append",
            default=[],
            type=ipaddress.ip_network,
            metavar="NETWORK",
            help="address of a balancer, believed when it says by the PROXY protocol"
            " who comes through it; may be given several times",
        )
        parser.add_argument(
            "--sessions-of-address", type=int, default=20, help="default: %(default)s"
        )
        parser.add_argument(
            "--sessions-of-login",
            type=int,
            default=10,
            help="default: %(default)s, in each process; 0: no limit",
        )
        parser.add_argument(
            "--plain", action="store_true", help="let passwords pass in clear text"
        )
        options = parser.parse_args(args)
        if not (options.certificate or options.plain):
            parser.error("name a --certificate, or allow clear text by --plain")
        if options.sftp_port and not options.host_key:
            parser.error("name a --host-key, or switch SFTP off by --sftp-port 0")
        return options


def _range(text):
    """Return ``range(50000, 50200)`` for ``50000-50199``."""
    first, _dash, last = text.partition("-")
    ports = range(int(first), int(last or first) + 1)
    if not 1024 <= ports.start < ports.stop <= 65536:
        raise argparse.ArgumentTypeError("two ports from 1024 to 65535")
    return ports
