"""Words for the person at the keyboard: steps, their time, and refusals."""

import sys
import threading
import time
from contextlib import contextmanager, nullcontext

TICK_S = 0.5
LINE_EVERY_S = 20
WIDEST = 100  # characters of a terminal's line


class Trouble(Exception):
    """One sentence that says what is wrong and what to do about it."""


class _Here(threading.local):
    """What this thread keeps for itself: its lines, if somebody else tells them."""

    lines = None


_here = _Here()
_steps = {}  # text of the step that each thread is in, oldest first


def line(text=""):
    if _here.lines is None:
        print(text, flush=True)
    else:
        _here.lines.append(text)


def is_apart():
    """Whether somebody else tells what this thread says."""
    return _here.lines is not None


@contextmanager
def apart():
    """Keep what this thread says within the block; yields the list of its lines."""
    _here.lines = lines = []
    try:
        yield lines
    finally:
        _here.lines = None


@contextmanager
def step(title):
    """Show ``title``, how far it is and how long it takes, until the block ends.

    Yields a function that takes the latest detail, such as ``"account (12/70)"``.
    A terminal sees one line that changes; a log gets a line every 20 seconds.
    """
    detail = ""
    started = time.monotonic()
    me = threading.get_ident()

    def tell(text):
        nonlocal detail
        detail = text

    def text():
        return f"{title} {time.monotonic() - started:.0f} s {detail}".rstrip()

    before = _steps.pop(me, None)
    _steps[me] = text
    ending = "stopped after"
    try:
        with nullcontext() if is_apart() or before else board():
            yield tell
        ending = "in"
    finally:
        del _steps[me]
        if before:
            _steps[me] = before
        line(f"{title}: {ending} {time.monotonic() - started:.0f} s")


@contextmanager
def board():
    """Show the steps that all threads are in, until the block ends.

    Yields what clears the line of a terminal before another is said.
    """
    done = threading.Event()
    showing = _Board()

    def watch():
        while not done.wait(TICK_S if showing.is_terminal else LINE_EVERY_S):
            showing.show([text() for text in list(_steps.values())])

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield showing
    finally:
        done.set()
        watcher.join()
        showing.clear()


class _Board:
    """The line that tells which steps are being done."""

    def __init__(self):
        self.is_terminal = sys.stdout.isatty()

    def show(self, texts):
        text = f"… {'; '.join(texts)}"
        if self.is_terminal:
            print(f"\r\033[K{text[:WIDEST]}", end="", flush=True)
        elif texts:
            print(text, flush=True)

    def clear(self):
        if self.is_terminal:
            print("\r\033[K", end="", flush=True)
