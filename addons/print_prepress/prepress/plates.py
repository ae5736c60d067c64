"""Plates of a page to look at: one grey picture an ink, and the ink's colour.

What Ghostscript separates is what a press would print: overprint and knock-out are as
they are. Not to be imported by Odoo, for the reason that :mod:`.ink` has.
"""

import io

from PIL import Image, ImageChops

from .facts import FileFacts, PageFacts
from .ink import MM_PER_INCH, PROCESS, SEPARATED, bands_of_picture, separate

# As a screen shows the inks of offset printing on coated paper, ISO 12647-2.
COLOURS = dict(zip(PROCESS, ("#009fe3", "#e6007e", "#ffed00", "#1d1d1b"), strict=True))
UNKNOWN_COLOUR = "#7a5ea8"  # of a spot colour that shows alone nowhere
_SECONDS = 35.0
_SOLID = 128  # from here on an ink shows its own colour
_GREYS = 32  # more are not told apart, and weigh
_SAMPLE_PX = 300


def draw_plates(path, facts: FileFacts, longest) -> dict[str, tuple[bytes, str]]:
    """Return the plates of the one page of ``facts`` by name of the ink.

    :param longest: pixels of the longer side
    :return: PNG in grey, 0 is full ink, and the colour of the ink as #rrggbb; without
        inks that print nothing here
    :raise NotMeasured: if this file cannot be separated
    """
    [page] = facts.pages
    longer_inches = max(page.media[2], page.media[3]) / MM_PER_INCH
    dpi = longest / longer_inches
    if facts.format not in SEPARATED:
        bands = bands_of_picture(path, page, dpi)
        return _pictures(bands, None, longest)
    with separate(path, facts.format, (page,), dpi, _SECONDS) as found:
        plates = {
            name: opened(plate, "L")
            for name, plate in found.get(page.number, {}).items()
        }
        return _pictures(plates, _composite(found, page), longest)


def opened(path, mode):
    """Return a plate as an image, read from its file at once."""
    with Image.open(path) as image:
        return image.convert(mode)


def _composite(found, page: PageFacts):
    """Return all inks together in process inks, which Ghostscript adds to them."""
    plates = found.get(page.number)
    if not plates:
        return None
    return opened(next(iter(plates.values())).parent / "1.tif", "CMYK")


def _pictures(plates, composite, longest):
    printing = {
        name: plate for name, plate in plates.items() if plate.getextrema()[0] < 255
    }
    return {
        name: (
            _png(plate, longest),
            COLOURS.get(name) or _colour_of(name, printing, composite),
        )
        for name, plate in printing.items()
    }


def _png(plate, longest):
    plate = plate.copy()
    plate.thumbnail((longest, longest), Image.Resampling.BOX)
    step = 256 // _GREYS
    # White stays white and black stays black.
    grey = plate.point(lambda value: min(round(value / step) * step, 255))
    content = io.BytesIO()
    grey.save(content, "PNG", optimize=True)
    return content.getvalue()


def _colour_of(name, plates, composite):
    """Return the colour of a spot colour, seen where it prints with no other ink.

    A PDF says it in a program of its own; Ghostscript has run that already.
    """
    if composite is None:
        return UNKNOWN_COLOUR
    size = composite.size
    small = (min(size[0], _SAMPLE_PX), min(size[1], _SAMPLE_PX))
    own, others = plates[name].resize(small, Image.Resampling.NEAREST), None
    for other, plate in plates.items():
        if other != name:
            inked = ImageChops.invert(plate.resize(small, Image.Resampling.NEAREST))
            others = ImageChops.lighter(others, inked) if others else inked
    alone = ImageChops.invert(own)
    if others:
        alone = ImageChops.subtract(alone, others)
    most = alone.getextrema()[1]
    if most < _SOLID:
        return UNKNOWN_COLOUR
    at = alone.tobytes().index(most)
    place = (at % small[0], at // small[0])
    composite = composite.resize(small, Image.Resampling.NEAREST)
    share = (255 - own.getpixel(place)) / 255
    cyan, magenta, yellow, black = (
        min(ink / 255 / share, 1.0) for ink in composite.getpixel(place)
    )
    return _hexadecimal((cyan, magenta, yellow), black)


def _hexadecimal(inks, black):
    """Return process inks (0 to 1) as a screen shows them."""
    channels = [1.0, 1.0, 1.0]
    for ink, colour in zip((*inks, black), COLOURS.values(), strict=True):
        for at in range(3):
            full = int(colour[1 + 2 * at : 3 + 2 * at], 16) / 255
            channels[at] *= 1 - ink * (1 - full)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in channels)
