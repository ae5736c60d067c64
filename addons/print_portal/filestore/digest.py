"""What identifies bytes, taken while they pass."""

import hashlib
import zlib
from collections import OrderedDict

PAUSED_MOST = 1024  # digests of some hundred bytes


class Digest:
    """SHA-256 and CRC-32 of bytes that come one after another.

    >>> digest = Digest()
    >>> digest.update(b"by"), digest.update(b"tes")
    (None, None)
    >>> digest.received, digest.sha256[:8], digest.crc32
    (5, '277089d9', 'b19943ce')
    """

    __slots__ = ("_crc32", "_sha256", "received")

    def __init__(self):
        self.received = 0
        self._sha256 = hashlib.sha256()
        self._crc32 = 0

    def update(self, data):
        self._sha256.update(data)
        self._crc32 = zlib.crc32(data, self._crc32)
        self.received += len(data)

    @property
    def sha256(self) -> str:
        """Return it in 64 hexadecimal digits."""
        return self._sha256.hexdigest()

    @property
    def crc32(self) -> str:
        """Return it in 8 hexadecimal digits, as the directory of a ZIP needs it."""
        return f"{self._crc32:08x}"


class Paused:
    """Digests of uploads that stopped and may go on in the same process.

    Whoever goes on elsewhere reads the bytes once more at the end. No more than
    ``PAUSED_MOST`` are kept, the oldest are forgotten.
    """

    def __init__(self):
        self._digests = OrderedDict()

    def put(self, token: str, digest: Digest):
        self._digests[token] = digest
        if len(self._digests) > PAUSED_MOST:
            self._digests.popitem(last=False)

    def take(self, token: str, received: int) -> Digest | None:
        """Return the digest of the first ``received`` bytes of a partial, if known.

        Partials only grow, and every byte of one is written once: as many bytes are
        the same bytes.
        """
        digest = self._digests.pop(token, None)
        return digest if digest and digest.received == received else None


paused = Paused()
