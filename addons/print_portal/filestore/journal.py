"""What was promised to a sender and is not in the database yet.

A door that must answer "received" without a database (the file server, whose sessions
outlive a database that is restarted) has its word written beside the bytes: one small
file for each name, durable before the sender is told, removed once there is a record.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from .upload import disk_errors


@dataclass(frozen=True, slots=True)
class Stored:
    """A complete file, durable on disk.

    ``path`` is relative to the root, ``name`` and ``folder`` (``""`` or ``"a/b"``) are
    the client's, ``size`` in bytes, ``sha256`` and ``crc32`` empty while nobody has
    taken them. ``stamp``
    changes whenever other bytes take the path.
    """

    path: str
    name: str
    size: int
    sha256: str
    stamp: str
    crc32: str = ""
    folder: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One commit; ``note`` is what the door wanted to be remembered."""

    client: int
    stored: Stored
    note: dict


def write(folder: Path, entry: Entry):
    """Write an entry, whole and durable, or raise; the caller syncs the folder."""
    path = _locate(folder, entry.stored)
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW
    with disk_errors():
        fd = os.open(path, flags, 0o640)
        try:
            with open(fd, "wb", closefd=False) as file:
                file.write(json.dumps(asdict(entry)).encode())
            os.fsync(fd)
        except OSError:
            with suppress(OSError):
                path.unlink()
            raise
        finally:
            os.close(fd)


def read(folder: Path, min_age_s: float) -> Iterator[Entry]:
    """Yield the entries; one that was cut off was never promised."""
    newest = time.time() - min_age_s
    with suppress(FileNotFoundError):  # nobody has written one yet
        for path in sorted(folder.glob("*.json")):
            with suppress(FileNotFoundError, ValueError, KeyError, TypeError):
                if path.stat().st_mtime > newest:
                    continue
                values = json.loads(path.read_bytes())
                stored = Stored(**values["stored"])
                yield Entry(values["client"], stored, values["note"])


def forget(folder: Path, stored: Stored):
    """Remove the entry of ``stored``, unless other bytes took its name meanwhile."""
    path = _locate(folder, stored)
    with suppress(FileNotFoundError, ValueError, KeyError):
        if json.loads(path.read_bytes())["stored"]["stamp"] == stored.stamp:
            path.unlink()


def _locate(folder, stored):
    """Return where the entry of a file lies: a digest, for names are too long."""
    return folder / f"{hashlib.sha256(stored.path.encode()).hexdigest()}.json"
