"""The PostScript name of a font file."""

import re
import struct

_TYPE1 = re.compile(rb"/FontName\s*/([^\s/]+)")
_POSTSCRIPT_NAME = 6


def font_names(content):
    """Return the PostScript names of the fonts in a file; none if it is no font.

    :param bytes content: of a TrueType, OpenType or Type 1 file, or a collection
    """
    if match := _TYPE1.search(content[:65_536]):
        return {match[1].decode("latin-1")}
    try:
        if content.startswith(b"ttcf"):
            [count] = struct.unpack_from(">I", content, 8)
            offsets = struct.unpack_from(f">{min(count, 64)}I", content, 12)
        else:
            offsets = (0,)
        names = {_name(content, offset) for offset in offsets}
    except struct.error:
        return set()
    return names - {""}


def _name(content, offset):
    """Return record 6 of the name table of the font at ``offset``."""
    [count] = struct.unpack_from(">H", content, offset + 4)
    for at in range(offset + 12, offset + 12 + 16 * count, 16):
        tag, table = struct.unpack_from(">4s4xI", content, at)
        if tag == b"name":
            return _record(content, table)
    return ""


def _record(content, table):
    count, strings = struct.unpack_from(">2xHH", content, table)
    for at in range(table + 6, table + 6 + 12 * count, 12):
        platform, kind, length, offset = struct.unpack_from(">H4xHHH", content, at)
        if kind == _POSTSCRIPT_NAME:
            begin = table + strings + offset
            text = content[begin : begin + length]
            is_mac = platform == 1
            return text.decode("mac-roman" if is_mac else "utf-16-be", "replace")
    return ""
