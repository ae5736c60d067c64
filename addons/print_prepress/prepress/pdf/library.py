"""What the pages of a file share, read once."""

import contextlib
import zlib

import pikepdf

from ..budget import TOO_LARGE, Budget, BudgetSpent
from . import access
from .colour import Space, read_space
from .fonts import Font, read_font
from .layers import Layers
from .resources import Resources
from .state import read_settings

KEPT_BYTES = 16 << 20
# No library bounds what LZW decodes to: at most this many times its size.
LZW_RATIO = 1400
LZW = {"LZWDecode", "LZW"}
AS_TEXT = {"ASCII85Decode", "A85", "ASCIIHexDecode", "AHx"}
PIECE = 4096


class Library:
    """Fonts, colour spaces, contents and layers of one file."""

    def __init__(self, pdf, budget: Budget):
        self.budget = budget
        self.layers = Layers(pdf.Root)
        self._pdf = pdf
        self._fonts: dict[tuple, Font] = {}
        self._spaces: dict[tuple, Space] = {}
        self._settings: dict[tuple, dict] = {}
        self._resources: dict[tuple, Resources] = {}
        self._contents: dict[tuple, tuple[bytes, bool]] = {}
        self._kept = 0

    def font(self, found) -> Font:
        return self._once(self._fonts, read_font, found)

    def space(self, found) -> Space:
        return self._once(self._spaces, read_space, found)

    def settings(self, found) -> dict[str, object]:
        """Return what an ExtGState sets, by the slots of a state."""
        return self._once(self._settings, self._read_settings, found)

    def _read_settings(self, found, budget):
        budget.spend(objects=1)
        return read_settings(found, self.font)

    def resources(self, found) -> Resources:
        key = access.key_of(found)
        if key is None:
            return Resources(found, self)
        if key not in self._resources:
            self._resources[key] = Resources(found, self)
        return self._resources[key]

    def _once(self, known, read, found):
        key = access.key_of(found)
        if key is None:
            return read(found, self.budget)
        if key not in known:
            known[key] = read(found, self.budget)
        return known[key]

    def content(self, stream) -> tuple[bytes, bool]:
        """Return what a stream decodes to, and whether it does so to its end.

        :raise BudgetSpent: if that is too much
        """
        key = access.key_of(stream)
        if key not in self._contents:
            self.budget.spend(objects=1)
            self._pdf.get_warnings()  # those of before
            data, is_damaged = _decode(stream, self.budget)
            found = data, is_damaged or bool(self._pdf.get_warnings())
            if key is None or self._kept + len(found[0]) > KEPT_BYTES:
                return found
            self._kept += len(found[0])
            self._contents[key] = found
        return self._contents[key]


def _decode(stream, budget):
    filters = filters_of(stream)
    limit_errors = pikepdf.settings.qpdf_limit_errors()
    try:
        if LZW & set(filters):
            _check_lzw(stream, filters, budget)
        data = stream.read_bytes()
    except MemoryError as error:
        raise BudgetSpent(TOO_LARGE) from error
    except access.UNREADABLE as error:
        if pikepdf.settings.qpdf_limit_errors() > limit_errors:
            raise BudgetSpent(TOO_LARGE) from error
        return _rescue(stream, filters, budget), True
    if len(data) > budget.stream_bytes:
        raise BudgetSpent(TOO_LARGE)
    return data, False


def _check_lzw(stream, filters, budget):
    """Refuse LZW that may decode to too much; behind another compression any may."""
    compressions = [each for each in filters if each not in AS_TEXT]
    size = len(stream.read_raw_bytes())
    if len(compressions) > 1 or size * LZW_RATIO > budget.stream_bytes * 8:
        raise BudgetSpent(TOO_LARGE)


def filters_of(stream) -> list[str]:
    """Return the names of a stream's filters, first to last."""
    found = access.entry(stream, "/Filter")
    return [access.name(each) for each in access.items(found) or [found] if each]


def _rescue(stream, filters, budget):
    """Return what can be had of a stream that breaks off, as readers show it."""
    if filters not in (["FlateDecode"], ["Fl"]):
        return b""
    pieces, left, decoder = [], budget.stream_bytes, zlib.decompressobj()
    with contextlib.suppress(zlib.error, *access.UNREADABLE):
        raw = stream.read_raw_bytes()
        for start in range(0, len(raw), PIECE):
            pieces.append(decoder.decompress(raw[start : start + PIECE], left))
            left -= len(pieces[-1])
            if left <= 0:
                raise BudgetSpent(TOO_LARGE)
    return b"".join(pieces)
