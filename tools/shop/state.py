"""The one folder that everything we fetch and build lives in."""

import fcntl
import hashlib
import json
import os
import shutil
import threading
from contextlib import contextmanager
from pathlib import Path

from . import say
from .say import Trouble

ROOT = Path(__file__).resolve().parents[2]


class State:
    """A state folder: what is built, what it was built from, logs and locks.

    :param folder: where it is; ``SHOP_STATE``, else ``.shop`` beside the script
    """

    def __init__(self, folder=None):
        self.folder = Path(folder or os.environ.get("SHOP_STATE") or ROOT / ".shop")
        self.folder = self.folder.expanduser().absolute()
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Trouble(
                f"Set SHOP_STATE to a folder you may write: {error}."
            ) from error

    def __truediv__(self, name):
        return self.folder / name

    @property
    def tag(self):
        """Short name of this state, for what must live outside of it."""
        return digest(str(self.folder.resolve()))[:8]

    def log(self, name):
        return self / "logs" / f"{name}.log"

    @contextmanager
    def lock(self, name="bootstrap"):
        """Let one ``./shop`` at a time do what is ``name``d."""
        folder = self / "locks"
        folder.mkdir(exist_ok=True)
        with (folder / name).open("w") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                say.line("Waiting for another ./shop that works in this state folder.")
                fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def stamped(self, name):
        """Return what ``name`` was last made from, None if it never was."""
        path = self / "stamps" / name
        return json.loads(path.read_text()) if path.is_file() else None

    def stamp(self, name, key):
        folder = self / "stamps"
        folder.mkdir(exist_ok=True)
        write(folder / name, json.dumps(key))

    def step(self, name, key, title, make):
        """Call ``make(tell)`` unless it was done for ``key``; stamp it when done.

        What ``make`` leaves behind when it is interrupted is its own to reuse.
        """
        if self.stamped(name) == key:
            return
        with self.lock():
            if self.stamped(name) == key:
                return
            with say.step(title) as tell:
                make(tell)
            self.stamp(name, key)


def write(path, text):
    """Replace ``path`` by ``text`` at once, never half, whoever else does so too."""
    part = path.with_name(f"{path.name}.{threading.get_ident()}.part")
    part.write_text(text)
    part.replace(path)


def remove(path):
    """Remove a file, a link or a folder, if it is there."""
    if path.is_symlink() or path.is_file():
        path.unlink()
    elif path.exists():
        shutil.rmtree(path)


def digest(*parts):
    """Return a hash of texts and of the contents of files."""
    total = hashlib.sha256()
    for part in parts:
        data = part.read_bytes() if isinstance(part, Path) else str(part).encode()
        total.update(hashlib.sha256(data).digest())
    return total.hexdigest()
