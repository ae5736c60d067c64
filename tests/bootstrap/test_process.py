"""However we end, our children end with us."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from shop import process
from shop.say import Trouble

TOOLS = Path(process.__file__).parents[1]
# A command that starts a child, which starts one of its own and ignores politeness.
PARENT = """
import sys
sys.path.insert(0, {tools!r})
from shop import process
process.stop_on_signals()
try:
    with process.child(["sh", "-c", "sleep 1000 & echo $! $$; wait"]) as child:
        child.wait()
except process.Stopped as stopped:
    sys.exit(128 + stopped.args[0])
"""


def alive(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A zombie waits for its parent, which may not be ours to hurry.
    return " Z " not in Path(f"/proc/{pid}/stat").read_text()


def ended(pids, timeout_s=10):
    """Whether all end in time: the kernel, too, takes a moment."""
    ends = time.monotonic() + timeout_s
    while any(map(alive, pids)) and time.monotonic() < ends:
        time.sleep(0.05)
    return not any(map(alive, pids))


@pytest.fixture
def family():
    """A command with a child and a grandchild; gives its process and their ids."""
    with subprocess.Popen(
        [sys.executable, "-c", PARENT.format(tools=str(TOOLS))],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as parent:
        pids = [int(pid) for pid in parent.stdout.readline().split()]
        yield parent, pids
        parent.kill()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_whole_family(family, number):
    parent, pids = family
    parent.send_signal(number)
    assert parent.wait(30) == 128 + number
    assert ended(pids)


def test_a_killed_parent_takes_its_child_along(family):
    parent, (grandchild, child) = family
    parent.kill()
    assert ended([child])
    os.kill(grandchild, signal.SIGKILL)


def test_a_failure_is_told_with_its_log(tmp_path):
    log = tmp_path / "log"
    with pytest.raises(Trouble, match=f"(?s)the reason.*Trying failed: read {log}"):
        process.run(["sh", "-c", "echo the reason; exit 3"], log, what="Trying")


def test_progress_is_read_from_the_output(tmp_path):
    seen = []
    argv = ["printf", "noise\nLoading module a (1/2)\nLoading module b (2/2)\n"]
    pattern = r"Loading module (\S+ \S+)"
    process.run(argv, tmp_path / "log", tell=seen.append, watch=pattern)
    assert seen == ["a (1/2)", "b (2/2)"]
