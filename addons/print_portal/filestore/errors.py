"""Why the store refuses. Callers turn a type and its figures into a sentence."""


class StoreError(Exception):
    """Anything the store refuses or cannot do."""


class BadName(StoreError):
    """A name that cannot be kept as it is.

    :param reason: ``empty``, ``reserved`` (``.`` and ``..``), ``separator`` (a slash),
        ``control`` (line breaks, NUL, marks that turn the text round, bytes that are
        not UTF-8), ``long`` (over 255 characters, or a folder far down) or ``taken``
        (a folder where a file has the name)
    """

    def __init__(self, name: str, reason: str):
        super().__init__(f"{name!r}: {reason}")
        self.name = name
        self.reason = reason


class UnsafePath(StoreError):
    """A path that leads out of its folder, or over a link."""


class NotStored(StoreError):
    """No regular file lies under this path."""


class FileChanged(StoreError):
    """Other bytes lie under the name than the ones the caller knows."""


class StorageAway(StoreError):
    """The root has no marker: not prepared, or its disk is not mounted."""


class NoSpace(StoreError):
    """The disk is full, or would fall below the floor that is kept free."""

    def __init__(self, free: int):
        super().__init__(f"{free} bytes free")
        self.free = free


class QuotaExceeded(StoreError):
    """More bytes than this client may still add (``room``, in bytes)."""

    def __init__(self, room: int):
        super().__init__(f"room for {room} bytes")
        self.room = room


class SizeMismatch(StoreError):
    """Not as many bytes arrived as were announced (both in bytes)."""

    def __init__(self, expected: int, received: int):
        super().__init__(f"{received} bytes of {expected}")
        self.expected = expected
        self.received = received


class OffsetMismatch(StoreError):
    """The next bytes belong elsewhere: ``received`` bytes are here."""

    def __init__(self, offset: int, received: int):
        super().__init__(f"offset {offset}, {received} bytes are here")
        self.offset = offset
        self.received = received


class WriteFailed(StoreError):
    """The disk refused a write, a sync or a rename; nothing was named complete."""
