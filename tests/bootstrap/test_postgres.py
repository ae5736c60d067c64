"""The three routes to PostgreSQL, each tried, each leaving nothing behind."""

import os
import signal
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from shop import postgres
from shop.postgres import INSTALLED, running
from shop.say import Trouble
from shop.state import State, remove

NONE = Path("/nonexistent")  # a machine without installed binaries
ENVIRON = {key: value for key, value in os.environ.items() if key[:2] != "PG"}
TOOLS = Path(postgres.__file__).parents[1]


@pytest.fixture(scope="module")
def state(tmp_path_factory):
    """A state folder that is gone afterwards, with what it has outside of itself."""
    state = State(tmp_path_factory.mktemp("ground") / "state")
    yield state
    postgres.end_orphans(state)
    if away := postgres.away(state):
        remove(away)


@pytest.fixture
def installed():
    if not list(INSTALLED.glob("*/bin/initdb")):
        if os.environ.get("CI"):
            pytest.fail("Install postgresql: this test needs it.")
        pytest.skip("Install postgresql: this test needs it.")
    return INSTALLED


def processes(state):
    """Return the command lines that work in a state folder."""
    home = str((state / "postgres").resolve()).encode()
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += [path] if home in path.read_bytes() else []
        except OSError:
            continue
    return found


def sockets(server):
    return Path(server.environ["PGHOST"])


def make_database(server, name):
    server.sql(f"CREATE DATABASE {name}")
    server.sql("CREATE EXTENSION pg_trgm", database=name)
    assert server.sql("SELECT current_user", database=name) == [["odoo"]]


def has_database(server, name):
    return bool(server.sql("SELECT 1 FROM pg_database WHERE datname = %s", name))


def test_installed_binaries_serve_a_private_cluster(state, python, installed):
    with running(state, "serve", python, ENVIRON, installed) as server:
        make_database(server, "shop_installed")
        assert sockets(server).stat().st_mode & 0o777 == 0o700
        assert server.sql("SHOW listen_addresses") == [[""]]
    assert not processes(state)
    assert not sockets(server).exists()


def test_the_wheel_serves_where_nothing_is_installed(state, python):
    with running(state, "test", python, ENVIRON, NONE) as server:
        make_database(server, "shop_wheel")
        assert server.sql("SHOW server_version")[0][0].startswith("18.")
    assert not processes(state)
    with running(state, "test", python, ENVIRON, NONE) as server:
        assert has_database(server, "shop_wheel")


def test_a_named_server_is_used_and_left_alone(state, python, installed, tmp_path):
    with running(state, "serve", python, ENVIRON, installed) as other:
        ours = State(tmp_path / "ours")
        with running(ours, "serve", python, other.environ, NONE) as server:
            make_database(server, "shop_named")
        assert not (ours / "postgres").exists()
        assert other.sql("SELECT 1") == [[1]], "it was not ours to stop"


def test_a_named_server_that_is_away_is_told(state, python):
    environ = {**ENVIRON, "PGHOST": "/nonexistent"}
    with (
        pytest.raises(Trouble, match="Set the PG\\* variables"),
        running(state, "serve", python, environ),
    ):
        pass


@pytest.mark.parametrize("role", ["postgres", "weak"])
def test_a_role_that_will_not_do_is_told(state, python, installed, role):
    with running(state, "serve", python, ENVIRON, installed) as other:
        other.sql(f"CREATE ROLE {role} LOGIN")  # without the right to create
        environ = {**other.environ, "PGUSER": role}
        with (
            pytest.raises(Trouble, match=f"Set PGUSER .*{role} will not do"),
            running(state, "serve", python, environ),
        ):
            pass


def test_serve_is_durable_and_test_is_fast(state, python, installed):
    with ExitStack() as stack:
        serve, test = (
            stack.enter_context(running(state, name, python, ENVIRON, installed))
            for name in ("serve", "test")
        )
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert serve.sql(f"SHOW {setting}") == [["on"]]
            assert test.sql(f"SHOW {setting}") == [["off"]]


def test_two_states_run_side_by_side(state, python, installed, tmp_path):
    other = State(tmp_path / "other")
    with (
        running(state, "serve", python, ENVIRON, installed) as one,
        running(other, "serve", python, ENVIRON, installed) as two,
    ):
        make_database(one, "shop_one")
        assert not has_database(two, "shop_one")


def test_the_last_user_stops_it(state, python, installed):
    with running(state, "serve", python, ENVIRON, installed) as one:
        with (
            running(state, "serve", python, ENVIRON, installed),
            pytest.raises(Trouble, match="Stop the ./shop"),
        ):
            postgres.refuse_in_use(state)
        assert one.sql("SELECT 1") == [[1]]
    assert not processes(state)
    postgres.refuse_in_use(state)


USER = """
import sys, time
sys.path.insert(0, {tools!r})
from shop import postgres, pythons, state
from pathlib import Path
python = pythons.Python(Path(sys.prefix), "")
with postgres.running(state.State({folder!r}), "serve", python, {environ!r}) as server:
    server.sql("CREATE DATABASE shop_kept")
    print("up", flush=True)
    time.sleep(1000)
"""


def test_after_a_kill_the_next_start_takes_over(state, python, installed):
    code = USER.format(tools=str(TOOLS), folder=str(state.folder), environ=ENVIRON)
    with subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, text=True
    ) as user:
        assert "up\n" in iter(user.stdout.readline, "")
        user.send_signal(signal.SIGKILL)
    time.sleep(0.2)
    assert processes(state), "the server itself was not killed"
    with running(state, "serve", python, ENVIRON, installed) as server:
        assert has_database(server, "shop_kept")
    assert not processes(state)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root has to step down")
def test_root_steps_down_and_finds_a_place_it_may_enter(state, python, installed):
    """A folder in root's closed home is out of reach for PostgreSQL's user."""
    with running(state, "serve", python, ENVIRON, installed):
        assert postgres.away(state).is_relative_to(postgres.AWAY)
        owners = {path.stat().st_uid for path in processes(state)}
        assert owners
        assert 0 not in owners
