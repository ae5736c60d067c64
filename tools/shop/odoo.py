"""Odoo at work: its configuration, its commands, a server that runs."""

import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager

from . import addons, libraries, mail, postgres, process, pythons, tree
from .say import Trouble
from .state import ROOT, write

HOST = "127.0.0.1"
LOADING = r"Loading module (\S+ \(\d+/\d+\))"
START_S = 120
# A request may borrow a second connection: more threads than half the pool would
# starve each other.
THREADS, CONNECTIONS = 32, 80
# Work in the background: two things at once, of which one reads a client's file.
CHANNELS = "root:2,root.preflight:1"
_ports, _ports_lock = set(), threading.Lock()  # given away and perhaps not used yet


class Odoo:
    """Odoo on one PostgreSQL server, with its data folder in the state.

    :param state: the state folder
    :param source: the ``tree.Tree`` it runs from
    :param python: the environment it runs in
    :param server: the ``postgres.Server`` of its databases
    """

    def __init__(self, state, source, python, server):
        self.state = state
        self.source = source
        self.python = python
        self.server = server
        self.data = state / f"data-{server.name}"

    @property
    def key(self):
        """Changes with Odoo and its packages, not with our add-ons."""
        return f"{self.source.key} {self.python.key}"

    def folders(self, database):
        """Return what belongs to a database on disk: attachments, client files."""
        return [self.data / kind / database for kind in ("filestore", "print_files")]

    def command(self, *argv, cover=None):
        """Return the words that run Odoo, noting under ``cover`` what it runs."""
        module = cover.of("odoo", argv[0]) if cover else ["-m", "odoo"]
        return [self.python.exe, *module, *argv]

    def environ(self):
        config = self.state / f"odoo-{self.server.name}.conf"
        write(config, self._config())
        return {
            **self.server.environ,
            **libraries.environ(self.state),
            "ODOO_RC": str(config),
            "ODOO_MAX_HTTP_THREADS": str(THREADS),
            "PYTHONUNBUFFERED": "1",
        }

    def run(self, argv, log, tell=None, watch=LOADING, cover=None, **options):
        """Run one Odoo command to its end, into the log named ``log``.

        :param cover: a ``Coverage`` that notes which lines run
        :param options: as ``process.run`` takes them
        """
        return process.run(
            self.command(*argv, cover=cover),
            self.state.log(log),
            tell=tell,
            watch=watch,
            cwd=ROOT,
            env=self.environ() | (cover.environ() if cover else {}),
            **options,
        )

    def python_code(self, database, code, log):
        """Run ``code`` in Odoo's shell on ``database``; it has ``env``."""
        # No name: ./shop serve and ./shop test may make the same kind at once.
        with tempfile.TemporaryFile("w+") as script:
            script.write(code)
            script.seek(0)
            self.run(["shell", "-d", database, "--no-http"], log, stdin=script)

    @contextmanager
    def serving(self, name, database, port):
        """Serve ``database`` on ``port`` while the block runs.

        Yields the process and its environment, once a first page was answered. Its
        log is named ``name``, and so is the folder that its mails end in.
        """
        _check_free(port)
        log = self.state.log(name)
        log.parent.mkdir(exist_ok=True)
        argv = self.command("server", "-d", database, f"--http-port={port}")
        with mail.office(self.mails(name)) as smtp_port, log.open("w") as file:
            environ = self.environ() | {
                "ODOO_SMTP_SERVER": HOST,
                "ODOO_SMTP_PORT": str(smtp_port),
            }
            with process.child(
                argv,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                env=environ,
            ) as child:
                _wait_for_page(child, port, log)
                yield child, environ

    def mails(self, name):
        """Return the folder of the mails that the server of that name sends."""
        return self.state / "mails" / name

    def _config(self):
        wide = ["base", "rpc", "web"]
        if any("queue_job" in each.depends for each in addons.all_addons().values()):
            wide.append("queue_job")
        folders = [*self.source.addons, addons.FOLDER]
        return "\n".join(
            [
                "[options]",
                f"addons_path = {','.join(map(str, folders))}",
                f"http_interface = {HOST}",
                f"data_dir = {self.data}",
                f"db_maxconn = {CONNECTIONS}",
                "list_db = False",
                f"server_wide_modules = {','.join(wide)}",
                "[queue_job]",
                f"channels = {CHANNELS}",
                "",
            ]
        )


@contextmanager
def ready(state, name):
    """Yield Odoo with all it stands on: source, packages, PostgreSQL for ``name``."""
    source = tree.ensure(state)
    python = pythons.server(state, source)
    with postgres.running(state, name, python) as server:
        yield Odoo(state, source, python, server)


def answers(child, port):
    """Wait until somebody listens on ``port``; return whether ``child`` lives."""
    ends = time.monotonic() + START_S
    while time.monotonic() < ends and child.poll() is None:
        with closing(socket.socket()) as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return True
        time.sleep(0.2)
    return False


def free_port():
    """Return a port that nobody listens on, another one each time."""
    while True:
        with closing(socket.socket()) as probe:
            probe.bind((HOST, 0))
            port = probe.getsockname()[1]
        with _ports_lock:
            if port not in _ports:
                _ports.add(port)
                return port


def _check_free(port):
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise Trouble(
                f"Port {port} cannot be used ({error.strerror}): name another with"
                " --port."
            ) from error


def _wait_for_page(child, port, log):
    ends = time.monotonic() + START_S
    url = f"http://{HOST}:{port}/web/login"
    while time.monotonic() < ends:
        if child.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=START_S):
                return
        except urllib.error.HTTPError as error:
            raise Trouble(
                f"{process.tail(log)}\nOdoo answers {error.code}: read {log}."
            ) from error
        except OSError:
            time.sleep(0.2)
    raise Trouble(f"{process.tail(log)}\nOdoo did not start: read {log}.")
