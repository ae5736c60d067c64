"""Photoshop: its documents (PSD, PSB), and its resources, which other formats carry.

After Adobe's "Photoshop File Format": numbers are big-endian, lengths of a PSB that can
be large have 8 bytes.
"""

import struct
from dataclasses import dataclass

from ..facts import FileFacts
from .picture import Picture
from .profile_name import profile_name
from .source import Broken

_RESOLUTION, _NAMES, _OLD_DISPLAY, _THUMBNAIL = 1005, 1006, 1007, 1036
_PROFILE, _UNICODE_NAMES, _VERSION, _DISPLAY = 1039, 1045, 1057, 1077
_SPOT = 2  # kind of a channel
_MODES = {0: "DeviceGray", 1: "DeviceGray", 2: "DeviceRGB", 3: "DeviceRGB"}
_MODES |= {4: "DeviceCMYK", 7: "DeviceN", 8: "DeviceN", 9: "Lab"}
_MULTICHANNEL, _DUOTONE = 7, 8
MOST_LAYERS = 500
_RAW, _RUNS = 0, 1


@dataclass(frozen=True, slots=True)
class Resources:
    """What image resources tell; ``thumbnail`` is a whole JPEG file, or nothing.

    ``names`` are those of the channels beyond the colours, ``spots`` those of them
    that are printed.
    """

    ppi: tuple[float, float] | None = None
    names: tuple[str, ...] = ()
    spots: tuple[str, ...] = ()
    profile: str = ""
    writer: str = ""
    thumbnail: bytes = b""


def read_resources(block):
    """Return what a block of image resources tells; nothing where it is broken."""
    found = {}
    at = 0
    while block.startswith((b"8BIM", b"MeSa"), at) and at + 12 <= len(block):
        [kind] = struct.unpack_from(">H", block, at + 4)
        name_length = block[at + 6] + 1
        at += 6 + name_length + name_length % 2
        if at + 4 > len(block):
            break
        [length] = struct.unpack_from(">I", block, at)
        found[kind] = block[at + 4 : at + 4 + length]
        at += 4 + length + length % 2
    names = _unicode_names(found.get(_UNICODE_NAMES, b"")) or _names(
        found.get(_NAMES, b"")
    )
    kinds = _channel_kinds(found)
    return Resources(
        ppi=_resolution(found.get(_RESOLUTION, b"")),
        names=names,
        spots=tuple(
            name
            for name, kind in zip(names, kinds, strict=False)
            if kind == _SPOT and name
        ),
        profile=profile_name(found.get(_PROFILE, b"")),
        writer=_writer(found.get(_VERSION, b"")),
        thumbnail=found.get(_THUMBNAIL, b"")[28:],
    )


def _resolution(content):
    """Both directions are always in pixels an inch, whatever unit is shown."""
    if len(content) < 16:
        return None
    across, down = struct.unpack_from(">I4xI", content)
    return across / 65536, down / 65536


def _names(content):
    names, at = [], 0
    while at < len(content):
        length = content[at]
        names.append(content[at + 1 : at + 1 + length].decode("mac-roman"))
        at += 1 + length
    return tuple(names)


def _unicode_names(content):
    names, at = [], 0
    while at + 4 <= len(content):
        [length] = struct.unpack_from(">I", content, at)
        text = content[at + 4 : at + 4 + 2 * length]
        names.append(text.decode("utf-16-be", "replace").rstrip("\0"))
        at += 4 + 2 * length
    return tuple(names)


def _channel_kinds(found):
    """Return whether each further channel selects, masks or is a spot."""
    if len(new := found.get(_DISPLAY, b"")) > 4:  # a version, then 13 bytes a channel
        return [new[at + 12] for at in range(4, len(new) - 12, 13)]
    old = found.get(_OLD_DISPLAY, b"")
    return [old[at + 12] for at in range(0, len(old) - 13, 14)]


def _writer(content):
    """Return the program that wrote the file: a Unicode string behind 5 bytes."""
    if len(content) < 9:
        return ""
    [length] = struct.unpack_from(">I", content, 5)
    return content[9 : 9 + 2 * length].decode("utf-16-be", "replace").strip("\0 ")


def read(source, budget):
    """Return the facts of a PSD or PSB: one page, its composite; layers by name.

    :raise Broken: if it is none, or its composite is not all there
    """
    _, version, channels, height, width, bits, mode = source.numbers(0, ">4sH6xHIIHH")
    if mode not in _MODES or version not in (1, 2):
        raise Broken(f"mode {mode}, version {version}")
    wide = ">Q" if version == 2 else ">I"
    [colours_length] = source.numbers(26, ">I")
    resources_at = 30 + colours_length
    [resources_length] = source.numbers(resources_at, ">I")
    layers_at = resources_at + 4 + resources_length
    [layers_length] = source.numbers(layers_at, wide)
    image_at = layers_at + struct.calcsize(wide) + layers_length
    budget.spend(objects=1)
    resources = read_resources(source.read(resources_at + 4, resources_length))
    packing = _check_composite(
        source, image_at, version, channels * height, width, bits
    )
    picture = Picture(
        width=width,
        height=height,
        space=_MODES[mode],
        bits=bits,
        packing=packing,
        spots=resources.spots,
        profile=resources.profile,
    )
    if resources.ppi:
        picture.ppi = resources.ppi
    if mode == _MULTICHANNEL:
        picture.colourants, picture.spots = resources.names[:channels], ()
    elif mode == _DUOTONE:
        picture.colourants = _duotone_inks(source.read(30, min(colours_length, 512)))
    layers, has_alpha = _layers(source, layers_at, wide, layers_length)
    picture.has_transparency = has_alpha
    return FileFacts(
        format="psd",
        version="PSB" if version == 2 else "PSD",
        creator=resources.writer,
        page_count=1,
        pages=(picture.page(),),
        output_intents=(resources.profile,) if resources.profile else (),
        layers=layers,
    )


def thumbnail(source):
    """Return the small picture that a document carries, a JPEG; or nothing."""
    [colours_length] = source.numbers(26, ">I")
    at = 30 + colours_length
    [length] = source.numbers(at, ">I")
    return read_resources(source.read(at + 4, length)).thumbnail


def _check_composite(source, at, version, rows, width, bits):
    """Refuse a picture that is cut off; return how it is packed."""
    [packing] = source.numbers(at, ">H")
    if packing == _RAW:
        need = rows * ((width * bits + 7) // 8)
    elif packing == _RUNS:
        # A length for each row stands before the rows; all of them are needed to know
        # the end, so rows too many to add up are taken on trust.
        each = 4 if version == 2 else 2
        need = rows * each
        if need <= source.MOST:
            code = f">{rows}{'I' if version == 2 else 'H'}"
            need += sum(source.numbers(at + 2, code))
    else:
        need = 1
    if at + 2 + need > source.size:
        raise Broken("the picture is cut off")
    return {_RAW: "", _RUNS: "RunLengthDecode"}.get(packing, "FlateDecode")


def _duotone_inks(content):
    """Return the names of the inks: after a version, a count and four colours."""
    if len(content) < 44 or content[:2] != b"\0\1":
        return ()
    [count] = struct.unpack_from(">H", content, 2)
    fields = (content[at : at + 64] for at in range(44, 44 + 64 * min(count, 4), 64))
    names = (each[1 : 1 + each[0]].decode("mac-roman") for each in fields if each)
    return tuple(filter(None, names))


def _layers(source, at, wide, length):
    """Return the names of the layers, topmost first, and whether the whole is clear.

    A negative count says that the composite is transparent. Layers of 16 and 32 bits
    are written elsewhere: they are not named then.
    """
    if not length:
        return (), False
    each = struct.calcsize(wide)
    [info_length] = source.numbers(at + each, wide)
    if not info_length:
        return (), False
    at += 2 * each
    [count] = source.numbers(at, ">h")
    names, end = [], at + info_length
    at += 2
    for _ in range(min(abs(count), MOST_LAYERS)):
        [channels] = source.numbers(at + 16, ">H")
        at += 18 + channels * (2 + each) + 12
        [extra_length] = source.numbers(at, ">I")
        extra = source.read(at + 4, min(extra_length, 1 << 16))
        names.append(_layer_name(extra))
        at += 4 + extra_length
        if at > end:
            raise Broken("its layers overlap")
    return tuple(reversed(names)), count < 0


def _layer_name(extra):
    """Return a name: in Unicode if it is written, else in the code page of Macs."""
    at = extra.find(b"8BIMluni")
    if 0 <= at <= len(extra) - 16:
        [length] = struct.unpack_from(">I", extra, at + 12)
        text = extra[at + 16 : at + 16 + 2 * min(length, 255)]
        return text.decode("utf-16-be", "replace").rstrip("\0")
    at = 0
    for _ in range(2):  # the mask, and how it blends
        if at + 4 > len(extra):
            return ""
        at += 4 + struct.unpack_from(">I", extra, at)[0]
    if at >= len(extra):
        return ""
    return extra[at + 1 : at + 1 + extra[at]].decode("mac-roman")
