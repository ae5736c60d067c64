"""A checking process that was taken over does no harm, and ends."""

import base64
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import pytest
from prepress import sandbox
from prepress.facts import PageFacts
from prepress.sandbox import Limits, ReaderFault, SandboxError, Stopped, inspect, run

CHILD = Path(__file__).with_name("naughty_child.py")
# It is polite: on a busy machine a second of its takes many.
QUICK = Limits(memory=512 << 20, cpu_s=1, wall_s=120, answer=1 << 20)
ENDS_S = 60  # most that the kernel takes to end a process
WRITING = replace(QUICK, written=8 << 20, processes=8)


@pytest.fixture(autouse=True)
def naughty(monkeypatch):
    monkeypatch.setattr(sandbox, "CHILD", CHILD)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "hostile.pdf"
    path.write_text("hostile")
    return path


def stopped(task, file, limits=QUICK, **options):
    """Return why a task was stopped, and after how many seconds."""
    begun = time.monotonic()
    with pytest.raises(Stopped) as caught:
        run(task, [file], limits, **options)
    return caught.value, time.monotonic() - begun


@pytest.mark.parametrize(
    ("task", "trouble"),
    [
        ("eat_memory", "too_large"),
        ("compute", "too_slow"),
        ("crash", "broken"),
        ("leave", "broken"),
        ("recurse", "too_deep"),
        ("talk", "too_large"),
    ],
)
def test_a_process_that_does_not_end_well_gives_a_verdict(file, task, trouble):
    reason, seconds = stopped(task, file)
    assert reason.trouble == trouble
    assert seconds < QUICK.wall_s


def test_a_process_that_sleeps_is_not_waited_for(file):
    reason, seconds = stopped("sleep", file, replace(QUICK, wall_s=1))
    assert reason.trouble == "too_slow"
    assert 1 <= seconds < 50  # it sleeps for a minute


@pytest.mark.parametrize(
    "text",
    ["no json", '{"done": NaN}', "[1]", "[" * 100_000, '{"x": 1e999}', "\xff\xfe"],
)
def test_what_is_no_message_is_a_verdict(file, text):
    assert stopped("babble", file, text=text)[0].trouble == "broken"


def test_words_that_no_database_keeps_are_mended(file):
    data = {"name": "a\0b\ud800c", "list": ["\0"]}
    assert run("answer", [file], QUICK, data=data) == {"name": "ab?c", "list": [""]}


def test_nothing_of_ours_is_known_there(file, monkeypatch):
    monkeypatch.setenv("PGPASSWORD", "secret")
    with socket.socket() as listening, open(os.devnull) as kept:
        os.set_inheritable(listening.fileno(), True)
        os.set_inheritable(kept.fileno(), True)
        seen = run("look", [file], QUICK)
    assert set(seen["environment"]) <= {*sandbox.ENVIRONMENT, "TMPDIR", "LC_ALL"}
    # In, out, errors, the file and the pipe.
    assert len(seen["descriptors"]) == 5
    assert (seen["core"], seen["group"], seen["content"]) == (0, True, "hostile")
    assert seen["nice"] >= 10


def refused(task, file, limits=QUICK, **options):
    """Return the last line of what went wrong in a task."""
    with pytest.raises(ReaderFault) as caught:
        run(task, [file], limits, **options)
    return str(caught.value).strip().rpartition("\n")[2]


def test_only_its_own_file_is_read(file, tmp_path):
    other = tmp_path / "of_another_client.pdf"
    other.write_text("secret")
    for place in (str(other), "/etc/passwd"):
        assert "PermissionError" in refused("read", file, place=place)


def test_several_files_are_read_in_their_order_and_no_other(file, tmp_path):
    second, other = tmp_path / "second.pdf", tmp_path / "other.pdf"
    second.write_text("more")
    other.write_text("secret")
    assert run("read_all", [second, file], QUICK) == ["more", "hostile"]
    with pytest.raises(ReaderFault, match="PermissionError"):
        run("read", [second, file], QUICK, place=str(other))


def test_a_link_is_not_followed(file, tmp_path):
    link = tmp_path / "link.pdf"
    link.symlink_to(file)
    with pytest.raises(OSError, match="link"):
        run("look", [link], QUICK)


def test_it_cannot_alter_the_file(file):
    assert "PermissionError" in refused("alter", file)
    assert "PermissionError" in refused("alter", file, WRITING)
    assert file.read_text() == "hostile"


@pytest.mark.parametrize("limits", [QUICK, WRITING])
def test_it_writes_nowhere_else(file, tmp_path, limits):
    for folder in (tmp_path, tempfile.gettempdir()):
        place = Path(folder, "written_by_the_check")
        assert "PermissionError" in refused("write", file, limits, place=str(place))
        assert not place.exists()


def test_it_fills_no_disk_and_leaves_nothing(file, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    assert "File too large" in refused("fill", file, WRITING)
    assert not list(scratch.iterdir())


def test_it_reaches_no_network(file):
    with socket.create_server(("127.0.0.1", 0)) as server:
        assert "Error" in refused("connect", file, port=server.getsockname()[1])


@pytest.mark.skipif(os.getuid() == 0, reason="the kernel lets root start processes")
def test_it_starts_no_process(file):
    assert "BlockingIOError" in refused("fork", file)


def test_what_it_started_ends_with_it(file):
    run("leave_a_child", [file], WRITING)
    ends = time.monotonic() + ENDS_S
    while of_ours() and time.monotonic() < ends:
        time.sleep(0.05)
    assert not of_ours()


def of_ours():
    """Return the checking processes that are left, by their command line."""
    found = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = process.read_bytes().split(b"\0")
        except OSError:
            continue
        if str(CHILD).encode() in words:
            found.append(process.parent.name)
    return found


def test_it_ends_when_whoever_asked_is_killed(file):
    code = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from prepress import sandbox\n"
        "sandbox.CHILD = Path(sys.argv[2])\n"
        "hear = lambda message: print(message['format'], flush=True)\n"
        "sandbox.run('wait', [sys.argv[3]], sandbox.Limits(), hear)\n"
    )
    addon = Path(sandbox.__file__).parents[1]
    with subprocess.Popen(
        [sys.executable, "-c", code, str(addon), str(CHILD), str(file)],
        stdout=subprocess.PIPE,
    ) as asking:
        pid = int(asking.stdout.readline())
        assert str(pid) in of_ours()
        asking.send_signal(signal.SIGKILL)
        asking.wait()
        ends = time.monotonic() + ENDS_S
        while str(pid) in of_ours() and time.monotonic() < ends:
            time.sleep(0.05)
        assert str(pid) not in of_ours()


@pytest.mark.parametrize(
    "data", [None, [], {}, {"format": 7}, {"format": "pdf", "x": 1}]
)
def test_what_is_read_is_not_believed(file, monkeypatch, data):
    task, order = run, sandbox.Limits()
    monkeypatch.setattr(
        sandbox,
        "run",
        lambda *args, **options: task("answer", [file], order, data=data),
    )
    with pytest.raises(ReaderFault):
        inspect(file)


HTML = base64.b64encode(b"<script>alert(1)</script>").decode()
PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n and so on").decode()


@pytest.mark.parametrize(
    "pictures",
    [[(0, HTML)], [(7, PNG)], [([0], PNG)], [("0", PNG)], [(0, 5)], [(0, "é")]],
)
def test_what_is_drawn_is_no_page_of_the_web(file, monkeypatch, pictures):
    monkeypatch.setattr(
        sandbox,
        "run",
        lambda task, paths, limits, hear, **options: run(
            "show", paths, QUICK, hear, pictures=pictures
        ),
    )
    told = []
    sandbox.draw_pages(file, "pdf", [(1, 100)], lambda *page: told.append(page))
    assert not told


@pytest.mark.parametrize(
    "data",
    [
        None,
        [HTML],
        {"Cyan": HTML},
        {"Cyan": [HTML, "#009fe3"]},
        {"Cyan": [PNG, "red; background: url(//evil)"]},
        {"Cyan": [PNG, 7]},
    ],
)
def test_plates_and_places_are_not_believed_either(file, monkeypatch, data):
    monkeypatch.setattr(
        sandbox,
        "run",
        lambda task, paths, limits, **options: run("answer", paths, QUICK, data=data),
    )
    page = PageFacts(1, (0.0, 0.0, 210.0, 297.0))
    assert sandbox.draw_plates(file, "pdf", page, 100) == {}
    assert sandbox.draw_place(file, "pdf", page, (1.0, 1.0, 9.0, 9.0), 100) is None


def test_a_process_that_cannot_start_is_our_fault_not_the_files(file, monkeypatch):
    monkeypatch.setattr(sandbox, "CHILD", Path("/nowhere/child.py"))
    with pytest.raises(SandboxError):
        run("look", [file], QUICK)


def test_a_file_that_is_gone_is_no_verdict(tmp_path):
    with pytest.raises(FileNotFoundError):
        run("look", [tmp_path / "gone.pdf"], QUICK)
