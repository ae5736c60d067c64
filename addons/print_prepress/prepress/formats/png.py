"""PNG, by its chunks (PNG specification, second edition)."""

import struct
import zlib

from ..facts import FileFacts
from .picture import Picture
from .profile_name import MOST as MOST_PROFILE
from .profile_name import profile_name
from .source import Broken

MOST_CHUNKS = 10_000
_SPACES = {0: "DeviceGray", 2: "DeviceRGB", 3: "DeviceRGB", 4: "DeviceGray"}
_SPACES |= {6: "DeviceRGB"}
_WITH_ALPHA = {4, 6}
_PER_METRE, _MM_PER_INCH = 1, 25.4
_KEPT = {b"IHDR", b"pHYs", b"iCCP", b"tRNS", b"tEXt"}
_LARGE = 8 << 20  # a chunk before the picture that is larger is not looked at


def read(source, budget):
    """Return the facts of a PNG: one page.

    :raise Broken: also if there is no end of the picture: the file was cut off
    """
    chunks = {}
    for kind, content in _chunks(source, budget):
        chunks.setdefault(kind, content)
    if len(chunks.get(b"IHDR", b"")) != 13:
        raise Broken("a PNG without a header")
    if b"IEND" not in source.tail(1 << 16):
        raise Broken("the picture is cut off")
    width, height, bits, colour = struct.unpack_from(">IIBB", chunks[b"IHDR"])
    if colour not in _SPACES:
        raise Broken(f"colour type {colour}")
    name = _profile(chunks.get(b"iCCP", b""))
    picture = Picture(
        width=width,
        height=height,
        space=_SPACES[colour],
        bits=bits,
        packing="FlateDecode",
        profile=name,
        has_transparency=colour in _WITH_ALPHA or b"tRNS" in chunks,
    )
    if ppi := _resolution(chunks.get(b"pHYs", b"")):
        picture.ppi = ppi
    keyword, _, text = chunks.get(b"tEXt", b"").partition(b"\0")
    return FileFacts(
        format="png",
        creator=text[:255].decode("latin-1") if keyword == b"Software" else "",
        page_count=1,
        pages=(picture.page(),),
        output_intents=(name,) if name else (),
    )


def _chunks(source, budget):
    """Yield what stands before the picture: kind and content of each chunk we know."""
    at = 8
    for _ in range(MOST_CHUNKS):
        budget.spend(objects=1)
        length, kind = source.numbers(at, ">I4s")
        if kind in (b"IDAT", b"IEND"):
            return
        if kind in _KEPT and length <= _LARGE:
            yield kind, source.read(at + 8, length)
        at += 12 + length
    raise Broken("its chunks never end")


def _resolution(content):
    if len(content) < 9 or content[8] != _PER_METRE:
        return None
    across, down = struct.unpack_from(">II", content)
    return across * _MM_PER_INCH / 1000, down * _MM_PER_INCH / 1000


def _profile(content):
    """Return the name of the profile; packed, and no more of it than profiles have."""
    name, _, packed = content.partition(b"\0")
    try:
        profile = zlib.decompressobj().decompress(packed[1:], MOST_PROFILE)
    except zlib.error:
        return ""
    return profile_name(profile) or name[:79].decode("latin-1")
