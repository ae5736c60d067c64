"""The client-file store: bytes arrive whole and durable, or not at all.

Plain Python: it knows paths, names, staging and commit; no protocol, no database.
One POSIX tree under one root::

    .print-files             marker: this really is the store, not an empty mount point
    .part/<token>            bytes on their way in; nobody reads them as a file
    .journal/<digest>.json   what was promised to a sender, until it has a record
    clients/<id>/a/b/<name>  what a client has, one folder per partner id
    objects/<aa>/<sha256>    what belongs to an order: a second hard link to the bytes
    archives/<name>          what we make of them; may be made anew at any time

Every file below ``clients`` and ``objects`` is complete, on disk and read-only (0440):
a name appears there only after its bytes were synced, and nothing ever writes to it
again. Replacing a file means new bytes under the old name, so an order that holds the
old ones keeps them.
"""

from .errors import (
    BadName,
    FileChanged,
    NoSpace,
    NotStored,
    OffsetMismatch,
    QuotaExceeded,
    SizeMismatch,
    StorageAway,
    StoreError,
    UnsafePath,
    WriteFailed,
)
from .digest import Digest
from .journal import Entry, Stored
from .paths import clean_folder, clean_name, disk_name, locate, numbered
from .reconcile import Found, Known, Report, compare
from .store import Store
from .upload import CHUNK, Upload

__all__ = [
    "CHUNK",
    "BadName",
    "Digest",
    "Entry",
    "FileChanged",
    "Found",
    "Known",
    "NoSpace",
    "NotStored",
    "OffsetMismatch",
    "QuotaExceeded",
    "Report",
    "SizeMismatch",
    "StorageAway",
    "Store",
    "StoreError",
    "Stored",
    "UnsafePath",
    "Upload",
    "WriteFailed",
    "clean_folder",
    "clean_name",
    "compare",
    "disk_name",
    "locate",
    "numbered",
]
