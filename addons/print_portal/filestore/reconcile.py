"""What lies on disk against what the records say. Reports; changes nothing."""

import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from .errors import NotStored, StorageAway, UnsafePath
from .store import CLIENTS, OBJECTS, Store, stamp_of


@dataclass(frozen=True, slots=True)
class Known:
    """A file as its record has it; ``path`` is relative to the root."""

    path: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Found:
    """A complete file on disk; ``size`` in bytes."""

    path: str
    client: int
    name: str
    size: int
    stamp: str


@dataclass(slots=True)
class Report:
    """The differences.

    ``unknown`` lie in a client's folder without a record, ``missing`` have a record and
    no bytes, ``changed`` have other bytes than recorded. ``strange`` are paths below
    ``clients`` that no door of ours makes: links, pipes, files of no client.
    ``unheld`` are objects without a record: they only take room.
    """

    unknown: list[Found] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    unheld: list[str] = field(default_factory=list)


def compare(store: Store, known: Iterable[Known], min_age_s: float = 3600) -> Report:
    """Compare the tree with the records.

    :param known: every record with a path, of ``clients`` and of ``objects``
    :param min_age_s: a younger name without a record is left out: its record may be
        about to be committed
    :raise StorageAway: rather than call every file missing when the disk is not there
    """
    if not store.is_ready():
        raise StorageAway(str(store.root))
    report = Report()
    paths = set()
    for record in known:
        paths.add(record.path)
        try:
            if store.stamp(record.path) != record.stamp:
                report.changed.append(record.path)
        except (NotStored, UnsafePath):
            report.missing.append(record.path)
    newest = time.time() - min_age_s
    clients = store.root / CLIENTS
    for path, info in _entries(clients):
        relative = path.relative_to(store.root).as_posix()
        client, *below = path.relative_to(clients).parts
        if not (below and client.isdecimal() and _is_plain(path, info)):
            report.strange.append(os.fsencode(relative).decode(errors="replace"))
        elif relative not in paths and info.st_ctime <= newest:
            size, stamp = info.st_size, stamp_of(info)
            report.unknown.append(Found(relative, int(client), path.name, size, stamp))
    for path, info in _entries(store.root / OBJECTS):
        relative = path.relative_to(store.root).as_posix()
        if relative not in paths and info.st_ctime <= newest:
            report.unheld.append(relative)
    return report


def _is_plain(path: Path, info: os.stat_result) -> bool:
    """Whether this is a regular file under a name that is text."""
    try:
        path.name.encode()
    except UnicodeEncodeError:
        return False
    return stat.S_ISREG(info.st_mode)


def _entries(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Everything below ``folder`` that is not a folder, links not followed."""
    for path in sorted(folder.iterdir()):
        with suppress(FileNotFoundError):  # removed while we look
            info = path.lstat()
            if stat.S_ISDIR(info.st_mode):
                yield from _entries(path)
            else:
                yield path, info
