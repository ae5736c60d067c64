"""The client-file store as this package sees it.

Domain packages do not import one another: the store comes in as an object, its package
as another, and what it raises leaves here as a :class:`Refusal`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .errors import Refusal

COPY_AT_ONCE = 64 << 20  # bytes
CLIENTS = "clients"


class Storage:
    """Files of clients on disk.

    :param filestore: the package of the client-file store
    :param store: its ``Store``
    """

    def __init__(self, filestore, store):
        self._errors = filestore
        self._store = store
        self.root = Path(store.root)

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """Turn what the store raises into a :class:`Refusal`."""
        errors = self._errors
        try:
            yield
        except errors.BadName as error:
            raise Refusal("name", "Rename the file: no folder can keep it.") from error
        except errors.QuotaExceeded as error:
            raise Refusal("quota", "Delete files: your folder is full.") from error
        except errors.NoSpace as error:
            raise Refusal("full", "Our disk is full. Try again in an hour.") from error
        except errors.StorageAway as error:
            raise Refusal("away", "Our disk does not answer. Try later.") from error
        except (errors.OffsetMismatch, errors.FileChanged) as error:
            raise Refusal("busy", "Another session goes on with this file.") from error
        except (errors.NotStored, errors.UnsafePath) as error:
            raise Refusal("missing", "No such file.") from error
        except errors.StoreError as error:
            raise Refusal("failed", "Our disk refused. Send it again.") from error

    def is_ready(self) -> bool:
        return self._store.is_ready()

    def home(self, client: int) -> Path:
        """Return where the files of a client lie; it need not exist."""
        return self.root / CLIENTS / str(client)

    def clean(self, name: str) -> str:
        """Return ``name`` as the store spells it."""
        with self.refusals():
            return self._errors.clean_name(name)

    def on_disk(self, name: str) -> str:
        """Return the name on disk of ``name``: the same, unless it is too long."""
        return self._errors.disk_name(name)

    def begin(self, room: int | None = None):
        """Start a partial. ``room``: bytes that the client may still add."""
        with self.refusals():
            return self._store.begin(room=room, is_summed=False)

    def resume(self, token: str, room: int | None = None):
        with self.refusals():
            return self._store.resume(token, room=room, is_summed=False)

    def offset(self, token: str) -> int:
        """Return how many bytes of a partial are here."""
        with self.refusals():
            return self._store.offset(token)

    def drop(self, token: str):
        with self.refusals():
            self._store.drop(token)

    def commit(self, partial, client: int, name: str, folder: str, note: dict):
        """Give a partial its name, in the place of what has it: ``Store.commit``."""
        with self.refusals():
            return self._store.commit(
                partial, client, name, folder, replace=True, note=note
            )

    def copy(self, source: Path, size: int, partial):
        """Add the first ``size`` bytes of a file to a partial."""
        with self.refusals(), source.open("rb") as file:
            left = size
            while left and (data := file.read(min(left, COPY_AT_ONCE))):
                partial.write(data)
                left -= len(data)
        if left:
            raise Refusal("offset", "The file has fewer bytes than that.")
