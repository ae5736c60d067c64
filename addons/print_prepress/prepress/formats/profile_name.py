"""The name of an ICC colour profile."""

import struct

MOST = 4 << 20  # bytes; the largest profiles of presses have half of it


def profile_name(profile):
    """Return what a profile calls itself, or ``""`` if it does not say.

    :param bytes profile: as embedded in a picture (ICC.1, sections 7 and 10)
    """
    if profile[36:40] != b"acsp":
        return ""
    try:
        return _description(profile)
    except (struct.error, UnicodeDecodeError):
        return ""


def _description(profile):
    [count] = struct.unpack_from(">I", profile, 128)
    for at in range(132, 132 + 12 * min(count, 100), 12):
        if profile[at : at + 4] == b"desc":
            offset, length = struct.unpack_from(">II", profile, at + 4)
            return _text(profile[offset : offset + length])
    return ""


def _text(tag):
    if tag.startswith(b"desc"):
        [length] = struct.unpack_from(">I", tag, 8)
        return tag[12 : 12 + length].split(b"\0")[0].decode("latin-1").strip()
    if tag.startswith(b"mluc"):  # in several languages: the first one
        length, offset = struct.unpack_from(">II", tag, 20)
        return tag[offset : offset + length].decode("utf-16-be").strip("\0 ")
    return ""
