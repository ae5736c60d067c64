"""Hostile bytes are read in a process of their own, which may be killed.

The process is started anew for each task, with no environment, no open files but its
own (mostly one), read only, and behind the walls of :mod:`.walls`. It answers through a
pipe: lines of JSON, counted. Whatever becomes of it, :func:`inspect` returns in time,
with facts.
"""

import base64
import dataclasses
import json
import logging
import math
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass
from pathlib import Path

from .facts import FileFacts, PageFacts

_logger = logging.getLogger(__name__)

# Goes up whenever the same bytes would be described in another way: they are then read
# again.
ENGINE = 1

CHILD = Path(__file__).with_name("sandbox_child.py")
# What the process is told of its surroundings, and nothing else
ENVIRONMENT = ("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_PATH")
PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")  # PNG and JPEG begin so
PIECE = 1 << 16  # bytes read from the pipe at a time
HANDLES_OF_A_FILE = 4  # it is given, opened, mapped; and one to spare


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reading may cost.

    ``memory`` is bytes of address space, ``cpu_s`` seconds of computing and ``wall_s``
    of waiting, ``written`` bytes of any one file, ``handles`` open files beside those
    it is given, ``processes`` how many it may start, ``answer`` bytes of what it tells.
    Several files of one task share them.
    """

    memory: int = 1 << 30
    cpu_s: int = 40
    wall_s: float = 90.0
    written: int = 0
    handles: int = 64
    processes: int = 0
    answer: int = 16 << 20


READING = Limits()
# Programs are started for these, while others of the same user come and go.
INKING = Limits(cpu_s=60, wall_s=90, written=64 << 20, processes=32)
DRAWING = Limits(cpu_s=20, wall_s=30, written=64 << 20, processes=32, answer=48 << 20)
PLATING = Limits(cpu_s=40, wall_s=40, written=64 << 20, processes=32, answer=48 << 20)
# Files are mapped as a whole, and what is made of them is as large.
IMPOSING = Limits(memory=8 << 30, cpu_s=300, wall_s=600, written=8 << 30)
SEPARATING = Limits(cpu_s=120, wall_s=180, written=512 << 20, processes=32)


class SandboxError(Exception):
    """The process could not be started: our fault, not that of the file."""


class ReaderFault(Exception):
    """A reader met what it was not made for: our fault; it has a traceback to tell."""


class Stopped(Exception):
    """The process did not come to an end; ``trouble`` as in ``FileFacts``."""

    def __init__(self, trouble, detail=""):
        super().__init__(trouble, detail)
        self.trouble = trouble
        self.detail = detail


def inspect(path, limits=READING, tell=None) -> FileFacts:
    """Return what is in a file, whatever it is.

    :param tell: called with (pages read, pages in all) as it goes on
    :raise SandboxError: if no process could be started
    :raise ReaderFault: if a reader has a bug that this file shows, or was taken over
    :raise OSError: if the file cannot be opened
    """
    seen = {"format": "other"}

    def hear(message):
        if "format" in message:
            seen["format"] = str(message["format"])[:20]
        elif tell and "done" in message:
            tell(int(message["done"]), int(message["total"]))

    try:
        answer = run("read", [path], limits, hear)
        facts = FileFacts.from_json(answer)
    except Stopped as stopped:
        _logger.info("Check stopped: %s %s", stopped.trouble, stopped.detail)
        return FileFacts(format=seen["format"], trouble=stopped.trouble)
    except (TypeError, ValueError, KeyError, AttributeError) as error:
        raise ReaderFault(f"What was read is no facts: {error}") from error
    if facts.format == "pdf" and not (facts.trouble or facts.pages):
        # Some readers find no page and call that a success.
        return dataclasses.replace(facts, trouble="no_pages")
    return facts


def measure_ink(path, facts, limits=INKING, tell=None) -> FileFacts:
    """Return facts with the total ink of each page, or why it is not known.

    :param facts: of this file, with the pages that are to be measured
    :param tell: called with (pages measured, pages in all) as it goes on
    :raise SandboxError, OSError: as ``inspect`` does
    """

    def hear(message):
        if tell and "done" in message:
            tell(int(message["done"]), int(message["total"]))

    # Of a page only what is needed to measure it: an order is short.
    pages = [
        PageFacts(each.number, each.media, inks=each.inks, images=each.images[:1])
        for each in facts.pages
    ]
    asked = dataclasses.replace(facts, pages=tuple(pages), fonts=(), layers=())
    try:
        answer = run("ink", [path], limits, hear, facts=asked.to_json())
        measured = FileFacts.from_json(answer)
        trouble = measured.ink_trouble
        inks = {page.number: page.ink for page in measured.pages}
    except Stopped as stopped:
        trouble, inks = stopped.trouble, {}
    except (ReaderFault, TypeError, ValueError, KeyError, AttributeError):
        _logger.exception("Ink was not measured")
        trouble, inks = "broken", {}
    return dataclasses.replace(
        facts,
        ink_trouble=trouble,
        pages=tuple(
            dataclasses.replace(page, ink=inks.get(page.number)) for page in facts.pages
        ),
    )


def draw_pages(path, format_, asked, tell, limits=DRAWING):
    """Draw pictures of pages, as PNG or JPEG.

    One process draws them all, in the order asked for. If it is stopped on the way,
    what it has drawn was told; the next page has stopped it.

    :param asked: list of (number of a page, pixels of its longer side)
    :param tell: called with the place in ``asked`` and the content, None if there is
        none, as soon as each is drawn
    :raise SandboxError, OSError: as ``inspect`` does
    """
    left = set(range(len(asked)))

    def hear(message):
        if "picture" in message and message["at"] in left:
            left.remove(message["at"])
            content = message["picture"]
            tell(message["at"], _picture(content) if content else None)

    try:
        run("draw_pages", [path], limits, hear, format_=format_, asked=asked)
    except Stopped as stopped:
        _logger.info("No picture: %s %s", stopped.trouble, stopped.detail)
    except (ReaderFault, TypeError, ValueError, KeyError):
        _logger.exception("No picture")


def draw_plates(path, format_, page, longest, limits=PLATING):
    """Return the plates of a page: one grey picture an ink, as PNG, black is full ink.

    :param page: ``PageFacts``
    :param longest: pixels of the longer side
    :return: ``{name of the ink: (content, colour such as #00aeef)}``, empty if there
        are none
    :raise SandboxError, OSError: as ``inspect`` does
    """
    # Of a page only what is needed to separate it: an order is short.
    page = PageFacts(page.number, page.media, inks=page.inks, images=page.images[:1])
    facts = FileFacts(format=format_, pages=(page,)).to_json()
    try:
        answer = run("draw_plates", [path], limits, facts=facts, longest=longest)
        return {
            str(name): (_picture(content), _colour(colour))
            for name, (content, colour) in answer.items()
        }
    except Stopped as stopped:
        _logger.info("No plates: %s %s", stopped.trouble, stopped.detail)
    except (ReaderFault, TypeError, ValueError, AttributeError):
        _logger.exception("No plates")
    return {}


def _picture(text):
    """Return the bytes of a picture, which browsers are to show as nothing else."""
    content = base64.b64decode(text)
    if not content.startswith(PICTURES):
        raise ValueError("This is no picture")
    return content


def _colour(text):
    """Return a colour that a page may be written with, whatever was told."""
    if not re.fullmatch("#[0-9a-f]{6}", text):
        raise ValueError(f"{text!r} is no colour")
    return text


def draw_place(path, format_, page, box, longest, limits=DRAWING):
    """Return a picture of a place with a frame around it as PNG, None if there is none.

    :param page: ``PageFacts``
    :param box: in mm, as facts have it
    :raise SandboxError, OSError: as ``inspect`` does
    """
    page = dataclasses.asdict(PageFacts(page.number, page.media))
    options = {"format_": format_, "page": page, "box": box, "longest": longest}
    try:
        answer = run("draw_place", [path], limits, **options)
        return _picture(answer) if answer else None
    except Stopped as stopped:
        _logger.info("No picture: %s %s", stopped.trouble, stopped.detail)
    except (ReaderFault, TypeError, ValueError):
        _logger.exception("No picture")
    return None


def run(task, paths, limits, hear=None, output=None, **options):
    """Have a task of ``sandbox_child`` done with files; return what it answers.

    :param paths: of the files, in the order that the task takes them
    :param hear: called with each message on the way, a dict
    :param output: descriptor that the task writes a file to, if it makes one
    :raise Stopped: if it came to no end within ``limits``
    :raise SandboxError, ReaderFault, OSError: as ``inspect`` does
    """
    with _opened(paths) as files, _scratch(limits) as folder:
        handles = limits.handles + HANDLES_OF_A_FILE * len(files)
        order = {
            "task": task,
            "files": files,
            "parent": os.getpid(),
            "path": [each for each in sys.path if os.path.isabs(each)],
            "folder": folder,
            "limits": dataclasses.asdict(limits) | {"handles": handles},
            "options": options if output is None else options | {"output": output},
            "handles": files if output is None else [*files, output],
        }
        with _process(order) as process:
            return _listen(process, limits, hear or (lambda message: None))


@contextmanager
def _opened(paths):
    """Yield descriptors of files, read only; a link is none."""
    files = []
    try:
        for path in paths:
            files.append(os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW))
        yield files
    finally:
        for file in files:
            os.close(file)


def _scratch(limits):
    """Return a folder to write to while the block runs, None if nothing is written."""
    if not limits.written:
        return nullcontext()
    return tempfile.TemporaryDirectory(prefix="print-check-")


@contextmanager
def _process(order):
    """Yield the process that works off ``order``; none of it outlives the block."""
    environ = {name: os.environ[name] for name in ENVIRONMENT if name in os.environ}
    folder = order["folder"] or "/"
    process = subprocess.Popen(
        # Isolated: no variable has a say in it. Packages come from where ours do.
        [sys.executable, "-I", str(CHILD), json.dumps(order)],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=folder,
        env=environ | {"TMPDIR": folder, "LC_ALL": "C.UTF-8"},
        pass_fds=order["handles"],
        start_new_session=True,
    )
    try:
        yield process
    finally:
        # Before it is waited for: until then its number belongs to nobody else.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        process.stdout.close()


def _listen(process, limits, hear):
    """Return the answer that ends the messages of the process."""
    is_ready = False
    for message in _messages(process, limits):
        if "walls" in message:
            is_ready = True
            _tell_walls(message["walls"])
        elif "answer" in message:
            return message["answer"]
        elif "fault" in message:
            raise ReaderFault(str(message["fault"]))
        elif "stopped" in message:
            raise Stopped(str(message["stopped"]), str(message.get("detail", "")))
        else:
            hear(message)
    code = process.wait()
    if not is_ready:
        raise SandboxError(f"The checking process did not start (ended with {code}).")
    raise Stopped(_trouble(code), f"ended with {code}")


def _messages(process, limits):
    """Yield each line that the process tells, as a dict, until it closes the pipe.

    :raise Stopped: if it tells too much, too late, or what is no message
    """
    ends = time.monotonic() + limits.wall_s
    pipe, pieces, told = process.stdout.fileno(), [], 0
    while True:
        left = ends - time.monotonic()
        if left <= 0 or not select.select([pipe], [], [], left)[0]:
            raise Stopped("too_slow", f"{limits.wall_s:g} s passed")
        piece = os.read(pipe, PIECE)
        if not piece:
            return
        told += len(piece)
        if told > limits.answer:
            raise Stopped("too_large", f"told more than {limits.answer} bytes")
        pieces.append(piece)
        if b"\n" in piece:
            *lines, rest = b"".join(pieces).split(b"\n")
            pieces = [rest]
            for line in lines:
                yield _message(line)


def _message(line):
    try:
        message = _clean(json.loads(line, parse_constant=_refuse))
    except (ValueError, RecursionError) as error:
        raise Stopped("broken", "told what is no message") from error
    if not isinstance(message, dict):
        raise Stopped("broken", "told what is no message")
    return message


def _refuse(constant):
    raise ValueError(f"{constant} is no number")


def _clean(data):
    """Return data as a database can keep it: no zero bytes, no half characters."""
    if isinstance(data, str):
        return data.replace("\0", "").encode(errors="replace").decode()
    if isinstance(data, float) and not math.isfinite(data):
        raise ValueError(f"{data} is no number")
    if isinstance(data, list):
        return [_clean(each) for each in data]
    if isinstance(data, dict):
        return {_clean(key): _clean(value) for key, value in data.items()}
    return data


def _trouble(code):
    """Return what the end of a process says about its file."""
    if code == -signal.SIGXCPU:
        return "too_slow"
    if code in (-signal.SIGKILL, -signal.SIGXFSZ):
        return "too_large"  # killed by the kernel: out of memory, or wrote too much
    return "broken"


_missing_told = set()


def _tell_walls(walls):
    """Say once which walls this system does not grant."""
    for name, stands in walls.items():
        if not stands and name not in _missing_told:
            _missing_told.add(name)
            _logger.warning("Files are checked without the wall against %s.", name)
