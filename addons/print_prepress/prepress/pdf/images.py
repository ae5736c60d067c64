"""Pictures, by their dictionaries alone."""

import math
import re

from pikepdf import Object

from ..facts import ImageFacts
from . import access, lexer
from .colour import BY_CHANNELS, DEVICE, Colour
from .geometry import rounded, transform
from .library import filters_of
from .walk import Walk, operator

UNIT = (0.0, 0.0, 1.0, 1.0)
INCH = 25.4
# The header of a JPEG 2000 picture: height, width, channels, bits.
JPX_HEADER = re.compile(rb"ihdr.{8}(..)(.)", re.DOTALL)


def draw_image(walk: Walk, image):
    """Note a picture where it stands; one of no size is none."""
    width = access.whole(access.entry(image, "/Width"))
    height = access.whole(access.entry(image, "/Height"))
    state = walk.state
    a, b, c, d, _e, _f = state.matrix
    across, up = math.hypot(a, b) / INCH, math.hypot(c, d) / INCH
    visible = walk.seen(transform(UNIT, state.matrix))
    if not (visible and across and up and width > 0 and height > 0):
        return
    filters = filters_of(image)
    bits = access.whole(access.entry(image, "/BitsPerComponent"), 8)
    if access.entry(image, "/ImageMask") is True:
        bits, colour = 1, state.fill
        walk.fill(visible)
    else:
        colour, bits = _colours(walk, image, filters, bits)
        has_mask = access.dictionary(image, "/SMask") is not None
        has_mask |= access.whole(access.entry(image, "/SMaskInData")) > 0
        see_through = has_mask or state.is_see_through(state.fill_alpha)
        walk.marks.paint(visible, colour, None, see_through)
    walk.marks.image(
        ImageFacts(
            box=rounded(visible),
            ppi=round(min(width / across, height / up), 1),
            width_px=width,
            height_px=height,
            space=colour.space,
            inks=colour.inks,
            bits=bits,
            is_bitmap=bits == 1,
            filter=filters[-1] if filters else "",
        )
    )


def _colours(walk, image, filters, bits):
    """Return everything a picture may print with as one colour, and its bits."""
    found = access.entry(image, "/ColorSpace")
    if found is None and filters[-1:] == ["JPXDecode"]:
        return _jpx_colours(image, bits)
    name = access.name(found)
    if name and name not in DEVICE:
        space = walk.resources.space(b"/" + name.encode())  # of an inline picture
    else:
        space = walk.resources.space_of(found)
    return Colour(space.name, space.inks), bits


def _jpx_colours(image, bits):
    """Read the header of a picture that alone knows its colours."""
    raw = image.read_raw_bytes()
    header = JPX_HEADER.search(raw[:4096])
    if not header:
        return Colour("", ()), bits
    channels = int.from_bytes(header[1], "big")
    space = BY_CHANNELS.get(channels, BY_CHANNELS[3])
    return Colour(space.name, space.inks), (header[2][0] & 127) + 1


@operator(b"ID")
def draw_inline_image(walk: Walk):
    """Draw a picture that is in the content itself, and skip its data."""
    end = lexer.end_of_image(walk.data, walk.match.end())
    tokens, walk.operands = walk.operands, []
    walk.budget.spend(objects=1)
    try:
        written = lexer.image_dictionary(tokens)
        if not walk.hidden:
            draw_image(walk, Object.parse(written))
    except access.UNREADABLE:
        walk.marks.is_damaged = True
    return end
