"""JPEG, by its markers (ITU-T T.81, JFIF 1.02, Adobe TN 5116, Exif 2.3)."""

import struct

from ..facts import FileFacts
from . import photoshop
from .picture import Picture
from .profile_name import MOST as MOST_PROFILE
from .profile_name import profile_name
from .source import Broken

MOST_MARKERS = 10_000
_END, _SCAN = 0xD9, 0xDA
_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_JFIF, _EXIF, _ICC, _PHOTOSHOP, _ADOBE = 0xE0, 0xE1, 0xE2, 0xED, 0xEE
_SPACES = {1: "DeviceGray", 3: "DeviceRGB", 4: "DeviceCMYK"}
_PER_INCH = {1: 1.0, 2: 2.54}  # of the units inch and centimetre
# How a picture that lies on its side is said to be meant (Exif orientation).
_SIDEWAYS = {5, 6, 7, 8}


def read(source, budget):
    """Return the facts of a JPEG: one page.

    Photoshop's resolution outdoes that of Exif, and Exif that of JFIF, as Photoshop and
    InDesign have it.

    :raise Broken: also if there is no end of the picture: the file was cut off
    """
    parts = {}
    for marker, content in _segments(source, budget):
        parts.setdefault(marker, []).append(content)
        if marker in _FRAMES:
            parts["frame"] = [content]
    if "frame" not in parts:
        raise Broken("a JPEG without a frame")
    if b"\xff\xd9" not in source.tail(1 << 16):
        raise Broken("the picture is cut off")
    bits, height, width, count = struct.unpack_from(">BHHB", parts["frame"][0])
    if count not in _SPACES:
        raise Broken(f"{count} components")
    exif = _exif(parts.get(_EXIF, ()))
    resources = _resources(parts.get(_PHOTOSHOP, ()))
    name = profile_name(_joined(parts.get(_ICC, ()), b"ICC_PROFILE\0", 2))
    if exif.get("orientation") in _SIDEWAYS:
        width, height = height, width
    picture = Picture(
        width=width,
        height=height,
        space=_SPACES[count],
        bits=bits,
        packing="DCTDecode",
        profile=name,
    )
    ppi = resources.ppi or exif.get("ppi") or _density(parts.get(_JFIF, ()))
    if ppi:
        picture.ppi = ppi
    adobe = parts.get(_ADOBE, [b""])[0]
    return FileFacts(
        format="jpeg",
        version="Adobe" if adobe.startswith(b"Adobe") else "",
        creator=exif.get("software", ""),
        page_count=1,
        pages=(picture.page(),),
        output_intents=(name,) if name else (),
    )


def _segments(source, budget):
    """Yield marker and content of each segment before the picture itself."""
    at = 2
    for _ in range(MOST_MARKERS):
        budget.spend(objects=1)
        fill, marker = source.read(at, 2)
        if fill != 0xFF:
            raise Broken(f"no marker at {at}")
        if marker == 0xFF:  # padding
            at += 1
            continue
        if marker in (_SCAN, _END):
            return
        if marker in _ALONE:
            at += 2
            continue
        [length] = source.numbers(at + 2, ">H")
        if length < 2:
            raise Broken("a segment of no length")
        yield marker, source.read(at + 4, length - 2)
        at += 2 + length
    raise Broken("its markers never end")


def _joined(segments, name, numbering):
    """Join what was cut into segments of 64 KB, each with ``name`` in front."""
    begin = len(name) + numbering
    parts = (each[begin:] for each in segments if each.startswith(name))
    return b"".join(parts)[:MOST_PROFILE]


def _resources(segments):
    return photoshop.read_resources(_joined(segments, b"Photoshop 3.0\0", 0))


def _density(segments):
    """Return pixels an inch by JFIF; None where it tells an aspect alone."""
    for content in segments:
        if content.startswith(b"JFIF\0") and len(content) >= 12:
            unit, across, down = struct.unpack_from(">BHH", content, 7)
            scale = _PER_INCH.get(unit)
            if scale and across and down:
                return across * scale, down * scale
    return None


def _exif(segments):
    """Return ``ppi``, ``orientation`` and ``software`` as far as Exif has them."""
    for content in segments:
        if content.startswith(b"Exif\0\0"):
            try:
                return _exif_values(content[6:])
            except (struct.error, ZeroDivisionError):
                return {}
    return {}


def _exif_values(tiff):
    """Read the first directory of the small TIFF that Exif is."""
    order = "<" if tiff.startswith(b"II") else ">"
    [at] = struct.unpack_from(order + "I", tiff, 4)
    [count] = struct.unpack_from(order + "H", tiff, at)
    tags = {}
    for entry in range(at + 2, at + 2 + 12 * count, 12):
        tag, kind, length = struct.unpack_from(order + "HHI", tiff, entry)
        tags[tag] = (kind, length, entry + 8)
    values = {}
    if 282 in tags and 283 in tags:
        scale = 2.54 if _short(tiff, order, tags.get(296)) == 3 else 1
        values["ppi"] = tuple(
            scale * _rational(tiff, order, tags[tag]) for tag in (282, 283)
        )
    values["orientation"] = _short(tiff, order, tags.get(274))
    if 305 in tags:
        _, length, place = tags[305]
        if length > 4:
            [place] = struct.unpack_from(order + "I", tiff, place)
        text = tiff[place : place + min(length, 255)].split(b"\0")[0]
        values["software"] = text.decode("utf-8", "replace").strip()
    return values


def _short(tiff, order, tag):
    return struct.unpack_from(order + "H", tiff, tag[2])[0] if tag else None


def _rational(tiff, order, tag):
    [place] = struct.unpack_from(order + "I", tiff, tag[2])
    over, under = struct.unpack_from(order + "II", tiff, place)
    return over / under
