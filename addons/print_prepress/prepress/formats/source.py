"""Reading the numbers of a header, wherever it says they are."""

import struct


class Broken(Exception):
    """The file is not what its first bytes promise.

    ``trouble`` is a word of :class:`FileFacts`: broken, too_large or encrypted.
    """

    def __init__(self, message, trouble="broken"):
        super().__init__(message)
        self.trouble = trouble


class Source:
    """A file that is read at any place, and never much of it at once.

    What lies behind the end raises :class:`Broken`, so that no reader has to ask.

    :param file: open for reading bytes, and seekable
    """

    MOST = 32 << 20  # bytes that one part of a header may have

    def __init__(self, file):
        self.file = file
        self.size = file.seek(0, 2)

    def read(self, offset, length):
        """Return ``length`` bytes from ``offset``.

        :raise Broken: if they are not there, or are more than any header needs
        """
        if not 0 <= offset <= offset + length <= self.size:
            raise Broken(f"{length} bytes at {offset} of {self.size}")
        if length > self.MOST:
            raise Broken(f"a header of {length} bytes", trouble="too_large")
        self.file.seek(offset)
        return self.file.read(length)

    def numbers(self, offset, layout):
        """Return the numbers at ``offset``, by a layout of :mod:`struct`."""
        return struct.unpack(layout, self.read(offset, struct.calcsize(layout)))

    def head(self, length):
        """Return the first bytes, as many as there are."""
        return self.read(0, min(length, self.size))

    def tail(self, length):
        """Return the last bytes, as many as there are."""
        length = min(length, self.size)
        return self.read(self.size - length, length)
