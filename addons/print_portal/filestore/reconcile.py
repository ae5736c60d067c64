"""What lies on disk against what the records say. Reports; changes nothing."""

import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from .errors import StorageAway
from .store import CLIENTS, OBJECTS, Store, stamp_of


@dataclass(frozen=True, slots=True)
class Known:
    """A file as its record has it; ``path`` is relative to the root."""

    path: str
    stamp: str


@dataclass(frozen=True, slots=True)
class Found:
    """A complete file on disk; ``size`` in bytes, ``folder`` below the client's."""

    path: str
    client: int
    name: str
    size: int
    stamp: str
    folder: str = ""


@dataclass(slots=True)
class Report:
    """The differences.

    ``unknown`` lie in a client's folder without a record, ``missing`` have a record and
    no bytes, ``changed`` have other bytes than recorded. ``twins`` have no record
    either, but are a second name of a file of this client that has one: a renaming was
    broken off. ``strange`` are paths below ``clients`` that no door of ours makes:
    links, pipes, files of no client. ``unheld`` are objects without a record: they only
    take room.
    """

    unknown: list[Found] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    twins: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    unheld: list[str] = field(default_factory=list)


def compare(store: Store, known: Iterable[Known], min_age_s: float = 3600) -> Report:
    """Compare the tree with the records.

    One look at each file, and memory for the records: 65 536 files in one folder take
    about a second.

    :param known: every record with a path, of ``clients`` and of ``objects``
    :param min_age_s: a younger name without a record is left out: its record may be
        about to be committed
    :raise StorageAway: rather than call every file missing when the disk is not there
    """
    if not store.is_ready():
        raise StorageAway(str(store.root))
    report = Report()
    stamps = {record.path: record.stamp for record in known}
    newest = time.time() - min_age_s
    seen, inodes = set(), set()
    for path, info in _entries(store.root, CLIENTS):
        stamp = stamps.get(path)
        if stamp is not None and stat.S_ISREG(info.st_mode):
            seen.add(path)
            inodes.add((path.split("/")[1], info.st_ino))
            if stamp != stamp_of(info):
                report.changed.append(path)
        elif found := _find(path, info):
            if info.st_ctime <= newest:
                report.unknown.append((found, info.st_ino))
        else:
            report.strange.append(os.fsencode(path).decode(errors="replace"))
    report.twins, report.unknown = _part_twins(report.unknown, inodes)
    for path, info in _entries(store.root, OBJECTS):
        stamp = stamps.get(path)
        if stamp is not None and stat.S_ISREG(info.st_mode):
            seen.add(path)
            if stamp != stamp_of(info):
                report.changed.append(path)
        elif info.st_ctime <= newest:
            report.unheld.append(path)
    report.missing = [path for path in stamps if path not in seen]
    return report


def _find(path: str, info: os.stat_result) -> Found | None:
    """Return a file that lies in a client's folder, None for anything else."""
    _clients, client, *below = path.split("/")
    if not (below and client.isdecimal() and stat.S_ISREG(info.st_mode)):
        return None
    try:
        path.encode()
    except UnicodeEncodeError:  # a name that is not text
        return None
    *folder, name = below
    size, stamp = info.st_size, stamp_of(info)
    return Found(path, int(client), name, size, stamp, "/".join(folder))


def _part_twins(unknown, inodes):
    """Return the paths that share the bytes of a known file, and all other files."""
    twins, others = [], []
    for found, inode in unknown:
        if (str(found.client), inode) in inodes:
            twins.append(found.path)
        else:
            others.append(found)
    return twins, others


def _entries(root: Path, folder: str) -> Iterator[tuple[str, os.stat_result]]:
    """Everything below ``folder`` that is not a folder, links not followed.

    :return: pairs of the path below ``root`` and its state, in the order of names
    """
    with os.scandir(root / folder) as entries:
        names = sorted(entry.name for entry in entries)
    for name in names:
        path = f"{folder}/{name}"
        with suppress(FileNotFoundError):  # removed while we look
            info = os.lstat(f"{root}/{path}")
            if stat.S_ISDIR(info.st_mode):
                yield from _entries(root, path)
            else:
                yield path, info
