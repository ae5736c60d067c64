"""Operators of colour."""

from pikepdf import Stream

from . import access
from .colour import Colour, Space
from .walk import Walk, operator

DEVICES = {
    b"g": "DeviceGray",
    b"G": "DeviceGray",
    b"rg": "DeviceRGB",
    b"RG": "DeviceRGB",
    b"k": "DeviceCMYK",
    b"K": "DeviceCMYK",
}


@operator(b"cs")
def choose_fill_space(walk: Walk):
    space = walk.resources.space(walk.operands[-1])
    walk.state.fill_space, walk.state.fill = space, space.first()


@operator(b"CS")
def choose_stroke_space(walk: Walk):
    space = walk.resources.space(walk.operands[-1])
    walk.state.stroke_space, walk.state.stroke = space, space.first()


@operator(b"sc", b"scn")
def set_fill(walk: Walk):
    walk.state.fill = colour_of(walk, walk.state.fill_space)


@operator(b"SC", b"SCN")
def set_stroke(walk: Walk):
    walk.state.stroke = colour_of(walk, walk.state.stroke_space)


@operator(b"g", b"rg", b"k")
def set_device_fill(walk: Walk):
    space = walk.resources.device(DEVICES[walk.match[1]])
    walk.state.fill_space, walk.state.fill = space, colour_of(walk, space)


@operator(b"G", b"RG", b"K")
def set_device_stroke(walk: Walk):
    space = walk.resources.device(DEVICES[walk.match[1]])
    walk.state.stroke_space, walk.state.stroke = space, colour_of(walk, space)


def colour_of(walk: Walk, space: Space) -> Colour:
    """Return the colour that the operands give."""
    if walk.operands[-1].startswith(b"/"):
        return pattern_of(walk, space)
    return space.colour(walk.numbers(len(space.parts)))


def pattern_of(walk: Walk, space: Space) -> Colour:
    """Return a pattern as a colour; a shading is the colours it runs through."""
    pattern = walk.resources.find("/Pattern", walk.operands[-1])
    if isinstance(pattern, Stream):
        if space.base:
            walk.operands.pop()
            tint = space.base.colour(walk.numbers(len(space.base.parts)))
            return Colour(tint.space, tint.inks, tint.is_white, pattern)
        return Colour("Pattern", (), pattern=pattern)
    shading = access.entry(pattern, "/Shading")
    shaded = walk.resources.space_of(access.entry(shading, "/ColorSpace"))
    return Colour(shaded.name, shaded.inks)
