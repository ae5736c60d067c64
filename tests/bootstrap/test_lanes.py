"""Jobs side by side: all of them are done, told in one piece, and stopped together."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from shop import lanes, say
from shop.counts import Count
from shop.lanes import Lanes, cores
from shop.say import Trouble
from shop.state import ROOT

WAIT_S = 30


def told(name, met=None):
    """Return a job that says two lines, once it has met its neighbour."""

    def job():
        say.line(f"{name} begins")
        if met:
            met.wait(WAIT_S)
        say.line(f"{name} ends")
        return Count(passed=1)

    return job


def test_jobs_go_side_by_side_and_each_is_told_in_one_piece(capsys):
    met = threading.Barrier(2)
    two = Lanes(2)
    for name in ("a", "b"):
        two.add(0, told(name, met))
    assert two.run() == Count(passed=2)
    lines = capsys.readouterr().out.split("\n")[:4]
    assert sorted([tuple(lines[:2]), tuple(lines[2:])]) == [
        ("a begins", "a ends"),
        ("b begins", "b ends"),
    ]


@pytest.mark.parametrize("width", [1, 3])
def test_a_job_may_add_others(width):
    some = Lanes(width)

    def job(left):
        if left:
            some.add(0, job, left - 1)
        return Count(passed=1)

    some.add(0, job, 4)
    assert some.run() == Count(passed=5)


def test_what_others_wait_for_comes_first(capsys):
    one = Lanes(1)
    for rank in (2, 0, 1):
        one.add(rank, say.line, f"{rank}")
    one.run()
    assert capsys.readouterr().out == "0\n1\n2\n"


def test_a_job_that_breaks_is_told_and_the_others_go_on(capsys):
    def broken():
        raise Trouble("Install chromium.")

    two = Lanes(2)
    for job in (broken, told("a"), told("b")):
        two.add(0, job)
    assert two.run() == Count(passed=2, failed=1)
    assert "Install chromium." in capsys.readouterr().out


# Both in a process of their own: what they stop stays stopped.
MISTAKE = """
import sys
sys.path.insert(0, "tools")
from shop.lanes import Lanes

two = Lanes(2)
two.add(0, lambda: 1 / 0)
two.add(1, lambda: None)
two.run()
"""
SLEEPERS = """
import sys
sys.path.insert(0, "tools")
from pathlib import Path
from shop import process
from shop.lanes import Lanes

def sleep(number):
    with process.child(["sleep", "61"]) as child:
        Path(sys.argv[1], str(number)).write_text(str(child.pid))
        child.wait()

process.stop_on_signals()
lanes = Lanes(2)
for number in range(4):
    lanes.add(0, sleep, number)
try:
    lanes.run()
except process.Stopped as stopped:
    sys.exit(128 + stopped.args[0])
"""


def test_a_mistake_of_ours_is_raised():
    done = subprocess.run(
        [sys.executable, "-c", MISTAKE],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=WAIT_S,
    )
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr


def test_a_signal_stops_all_of_them(tmp_path):
    words = [sys.executable, "-c", SLEEPERS, tmp_path]
    with subprocess.Popen(words, cwd=ROOT) as command:
        ends = time.monotonic() + WAIT_S
        while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < ends:
            time.sleep(0.05)
        command.send_signal(signal.SIGINT)
        assert command.wait(WAIT_S) == 128 + signal.SIGINT
    began = list(tmp_path.iterdir())
    assert len(began) == 2  # those that waited have not begun
    assert not any(Path("/proc", path.read_text()).exists() for path in began)


@pytest.mark.parametrize(
    ("quota", "expected"),
    [("150000 100000\n", 2), ("50000 100000\n", 1), ("max 100000\n", None)],
)
def test_a_container_has_the_processors_of_its_quota(
    quota, expected, tmp_path, monkeypatch
):
    monkeypatch.setattr(lanes, "QUOTA", tmp_path / "cpu.max")
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(8)))
    lanes.QUOTA.write_text(quota)
    assert cores() == (expected or 8)


def test_without_a_quota_all_processors_count(tmp_path, monkeypatch):
    monkeypatch.setattr(lanes, "QUOTA", tmp_path / "cpu.max")
    assert cores() == len(os.sched_getaffinity(0))
