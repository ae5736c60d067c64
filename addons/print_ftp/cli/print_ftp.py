"""The command ``odoo print_ftp``."""

import argparse
import logging
import signal
import sys
from pathlib import Path

from odoo.cli import Command
from odoo.modules.registry import Registry
from odoo.tools import config

_logger = logging.getLogger(__name__)


class Print_Ftp(Command):  # noqa: N801  lower-cased it is the name of the command
    """Serve the folders of clients over FTP, FTPS and SFTP"""

    name = "print_ftp"

    def run(self, args):
        parser = argparse.ArgumentParser(prog=self.prog, description=self.__doc__)
        parser.add_argument("-d", "--database", required=True)
        parser.add_argument("-c", "--config")
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--ftp-port", type=int, default=2121)
        parser.add_argument("--certificate", type=Path)
        parser.add_argument("--key", type=Path)
        parser.add_argument("--plain", action="store_true", help="allow plain FTP")
        options = parser.parse_args(args)
        config.parse_config(
            ["-d", options.database]
            + (["-c", options.config] if options.config else []),
            setup_logging=True,
        )
        try:
            from odoo.addons.print_ftp import service
        except ImportError as error:
            sys.exit(f"Install what is missing for the file server: {error.name}")
        Registry(options.database)
        server = service.make(options)
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_args: server.stop())
        _logger.info("File server on %s:%s", *server.address)
        server.run()
