"""Which unfinished bytes belong to which name of which client.

No database is asked while bytes move: a small file for each unfinished name says where
its bytes are. Replacing that file takes the name over: whoever had it before is refused
at the next look, so two sessions never finish each other's bytes.
"""

import hashlib
import json
import os
import re
import uuid
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = ".ftp"
LONG = "long"
CUT = re.compile(r"~[0-9a-f]{16}(?:\.|$)")  # how the store ends a name that it cut


@dataclass(frozen=True, slots=True)
class Partial:
    """An unfinished file: ``token`` names its bytes in the store."""

    name: str
    folder: str
    token: str
    login: str


def shown_size(here: int) -> int:
    """Return how long an unfinished file is said to be, of which ``here`` bytes came.

    The last byte is asked for once more. All of a file may be here when its sender or
    the server dies, before it has its name; a program that is told the whole size then
    sends nothing more, and the file would wait for its end for ever.
    """
    return max(here - 1, 0)


class Partials:
    """The unfinished files of one client."""

    def __init__(self, root: Path, client: int):
        self._home = root / FOLDER / str(client)

    # Names that the disk could not take whole

    def note_name(self, on_disk: str, name: str):
        """Remember what a client calls a file that is called otherwise on disk."""
        folder = self._home / LONG
        folder.mkdir(mode=0o750, parents=True, exist_ok=True)
        spare = folder / uuid.uuid4().hex
        spare.write_text(name)
        os.replace(spare, folder / on_disk)

    def get_name(self, on_disk: str) -> str:
        """Return what the client calls a file that is called ``on_disk``."""
        if CUT.search(on_disk):
            with suppress(OSError):
                return (self._home / LONG / on_disk).read_text()
        return on_disk

    # What is unfinished

    def find(self, folder: str, name: str) -> Partial | None:
        """Return what is unfinished under this name."""
        return self._read(self._path(folder, name))

    def list(self, folder: str) -> Iterator[Partial]:
        """Yield what is unfinished in a folder."""
        with suppress(FileNotFoundError):
            for path in sorted(self._home.glob("*.json")):
                partial = self._read(path)
                if partial and partial.folder == folder:
                    yield partial

    def put(self, partial: Partial):
        """Let the name belong to these bytes from now on."""
        self._home.mkdir(mode=0o750, parents=True, exist_ok=True)
        path = self._path(partial.folder, partial.name)
        spare = path.with_name(uuid.uuid4().hex)
        spare.write_text(json.dumps(asdict(partial)))
        os.replace(spare, path)

    def forget(self, partial: Partial):
        """Give the name up, unless somebody has taken it over."""
        if self.find(partial.folder, partial.name) == partial:
            self._path(partial.folder, partial.name).unlink(missing_ok=True)

    def _path(self, folder, name):
        # Names are too long for a file name of ours, and may begin with anything.
        digest = hashlib.sha256(f"{folder}/{name}".encode()).hexdigest()
        return self._home / f"{digest}.json"

    def _read(self, path):
        with suppress(FileNotFoundError, ValueError, TypeError):
            return Partial(**json.loads(path.read_bytes()))
        return None
