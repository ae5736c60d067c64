"""Words for the person at the keyboard: steps, their time, and refusals."""

import sys
import threading
import time
from contextlib import contextmanager

TICK_S = 0.5
LINE_EVERY_S = 20


class Trouble(Exception):
    """One sentence that says what is wrong and what to do about it."""


def line(text=""):
    print(text, flush=True)


@contextmanager
def step(title):
    """Show ``title``, how far it is and how long it takes, until the block ends.

    Yields a function that takes the latest detail, such as ``"account (12/70)"``.
    A terminal sees one line that changes; a log gets a line every 20 seconds.
    """
    detail = ""
    done = threading.Event()
    started = time.monotonic()

    def tell(text):
        nonlocal detail
        detail = text

    def text():
        return f"{title} {time.monotonic() - started:.0f} s {detail}".rstrip()

    def watch():
        if sys.stdout.isatty():
            while not done.wait(TICK_S):
                print(f"\r\033[K… {text()[:100]}", end="", flush=True)
        else:
            while not done.wait(LINE_EVERY_S):
                line(f"… {text()}")

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    ending = "stopped after"
    try:
        yield tell
        ending = "in"
    finally:
        done.set()
        watcher.join()
        clear = "\r\033[K" if sys.stdout.isatty() else ""
        line(f"{clear}{title}: {ending} {time.monotonic() - started:.0f} s")
