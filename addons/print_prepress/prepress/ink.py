"""Total ink of each page, on plates that Ghostscript separates at screen resolution.

Ghostscript is a program of its own (AGPL), installed or not: without it ink is *not
measured*, and that is said. It runs as a process that reads one file and writes plates
to a folder of ours. Pictures of process inks are measured from their own pixels.

Not to be imported by Odoo: with the reader of TIFF that Pillow loads here, Odoo would
begin to shrink the TIFF files that it is given.
"""

import array
import contextlib
import dataclasses
import re
import subprocess
import tempfile
import time
import urllib.parse
from pathlib import Path

from PIL import Image, ImageFilter, TiffImagePlugin  # noqa: F401 - opens plates

from . import ghostscript
from .facts import FileFacts, InkFacts, PageFacts

# Ink that covers less than this is no trouble for any press: a hairline, a letter.
AREA_MM2 = 15
DPI = 72
MM_PER_INCH = 25.4
MOST_PIXELS = 4_000_000  # of a plate: large pages are looked at more coarsely
PAGES_AT_ONCE = 8  # so that plates do not fill a disk, and progress is seen
_STRIP = 1_000_000  # pixels that are added up at once
_PLATE = re.compile(r"(\d+)\((.*)\)\.tif", re.DOTALL)
SEPARATED = {"pdf", "ai", "eps"}
_PICTURES = {"tiff", "jpeg", "psd"}
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")

NO_GHOSTSCRIPT, NOT_SEPARATED = "no_ghostscript", "not_separated"
FAILED, TOO_LARGE, TOO_SLOW = "failed", "too_large", "too_slow"


class NotMeasured(Exception):
    """Total ink is not known; ``trouble`` is a word of ``FileFacts.ink_trouble``."""

    def __init__(self, trouble):
        super().__init__(trouble)
        self.trouble = trouble


def measure_ink(path, facts: FileFacts, seconds=300.0, tell=None) -> FileFacts:
    """Return facts with the ink of each page, or with the reason why it is not known.

    :param facts: of the same file, with its pages
    :param seconds: after which the pages that are left are not measured
    :param tell: called with (pages measured, pages in all) as it goes on
    """
    if not facts.pages:
        return facts
    ends, found, trouble = time.monotonic() + seconds, {}, ""
    try:
        for inks in _measured(path, facts, ends):
            found |= inks
            if tell:
                tell(len(found), len(facts.pages))
    except NotMeasured as reason:
        trouble = reason.trouble
    pages = tuple(
        dataclasses.replace(page, ink=found.get(page.number)) for page in facts.pages
    )
    if not trouble and len(found) < len(pages):
        trouble = FAILED
    return dataclasses.replace(facts, pages=pages, ink_trouble=trouble)


def _measured(path, facts, ends):
    """Yield the ink of some pages by number, until all are measured."""
    if facts.format in SEPARATED:
        for begin in range(0, len(facts.pages), PAGES_AT_ONCE):
            pages = facts.pages[begin : begin + PAGES_AT_ONCE]
            yield _separated(path, facts.format, pages, ends)
    elif facts.format in _PICTURES:
        for page in facts.pages:
            yield {page.number: _of_picture(path, page)}
    else:
        raise NotMeasured(NOT_SEPARATED)


def _separated(path, format_, pages, ends):
    """Return the ink of pages that follow one another."""
    left = max(ends - time.monotonic(), 0.1)
    with separate(path, format_, pages, _resolution(pages), left) as plates:
        found = {
            page.number: _of_plates(plates.get(page.number, {}), page) for page in pages
        }
    return {number: ink for number, ink in found.items() if ink}


@contextlib.contextmanager
def separate(path, format_, pages, dpi, seconds):
    """Yield the plates of pages that follow one another, while the block runs.

    :return: ``{number of the page: {name of the ink: path of its plate}}``
    :raise NotMeasured: if Ghostscript is not there, or does not come to an end
    """
    if not ghostscript.program():
        raise NotMeasured(NO_GHOSTSCRIPT)
    with tempfile.TemporaryDirectory(prefix="print-ink-") as folder:
        options = (
            "-sCompression=none",
            *(["-dEPSCrop"] if format_ == "eps" else []),
            f"-r{dpi:.3f}",
            f"-dFirstPage={pages[0].number}",
            f"-dLastPage={pages[-1].number}",
        )
        try:
            ghostscript.run("tiffsep", path, folder, seconds, options)
        except subprocess.TimeoutExpired as error:
            raise NotMeasured(TOO_SLOW) from error
        except OSError as error:
            raise NotMeasured(FAILED) from error
        plates = {}
        for plate in Path(folder).iterdir():
            if match := _PLATE.fullmatch(plate.name):
                number = int(match[1]) - 1 + pages[0].number
                name = urllib.parse.unquote(match[2])
                plates.setdefault(number, {})[name] = plate
        yield plates


def _resolution(pages):
    """Return the resolution at which the largest of these pages is not too large."""
    largest = max(_inches(page)[0] * _inches(page)[1] for page in pages)
    return min(DPI, (MOST_PIXELS / largest) ** 0.5) if largest else DPI


def _inches(page):
    return page.media[2] / MM_PER_INCH, page.media[3] / MM_PER_INCH


def _of_plates(paths, page: PageFacts):
    """Return the ink of a page from its plates, files by name of the ink.

    None where they are not all there: what could not be drawn has no ink to speak of.
    """
    plates = {}
    try:
        for name, path in paths.items():
            with Image.open(path) as plate:
                plates[name] = plate.convert("L")
    except (OSError, SyntaxError, ValueError):
        return None
    if not plates:
        return None
    ink = ink_of(plates, page.media)
    # Some PostScript of the last century draws white where it finds plates.
    return None if page.inks and not ink.inks else ink


def _of_picture(path, page: PageFacts):
    """Return the ink of a picture in process inks."""
    return ink_of(bands_of_picture(path, page, DPI), page.media)


def bands_of_picture(path, page: PageFacts, dpi):
    """Return the plates of a picture in process inks, as ``ink_of`` takes them.

    :param dpi: that it has at least, if it is no coarser itself
    :raise NotMeasured: if it has to be separated first, or cannot be read
    """
    [image] = page.images
    if image.inks != PROCESS or "CMYK" not in image.space:
        raise NotMeasured(NOT_SEPARATED)
    if image.width_px * image.height_px > 20 * MOST_PIXELS:
        raise NotMeasured(TOO_LARGE)
    try:
        with Image.open(path) as picture:
            picture.seek(page.number - 1)
            factor = max(int(image.ppi // dpi), 1)
            small = picture.convert("CMYK").reduce(factor)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise NotMeasured(FAILED) from error
    bands = (band.point(lambda value: 255 - value) for band in small.split())
    return dict(zip(PROCESS, bands, strict=True))


def ink_of(plates, media) -> InkFacts:
    """Return the ink of a page.

    :param plates: images of mode L and one size by name of the ink; 0 is full ink
    :param media: the page they show, in mm from its lower left corner
    """
    width, height = next(iter(plates.values())).size
    across, down = media[2] / width, media[3] / height  # mm of a pixel
    names = tuple(name for name, plate in plates.items() if plate.getextrema()[0] < 255)
    if not names:
        return InkFacts(0.0, 0.0)
    inked = [plates[name] for name in names]
    maximum, _ = _most(inked)
    side = AREA_MM2**0.5
    reach = [max((side / pixel - 1) / 2, 0) for pixel in (across, down)]
    # Only squares that lie on the page with all of their area, if any does.
    margins = [
        min(int(each), (length - 1) // 2)
        for each, length in zip(reach, (width, height), strict=True)
    ]
    blurred = [plate.filter(ImageFilter.BoxBlur(reach)) for plate in inked]
    area_maximum, (column, row) = _most(blurred, margins)
    left = (column + 0.5) * across - side / 2
    bottom = media[3] - (row + 0.5) * down - side / 2
    box = (
        max(left, 0.0),
        max(bottom, 0.0),
        min(left + side, media[2]),
        min(bottom + side, media[3]),
    )
    order = {name: at for at, name in enumerate(PROCESS)}
    return InkFacts(
        maximum=round(maximum, 1),
        area_maximum=round(area_maximum, 1),
        box=tuple(round(value, 2) for value in box),
        inks=tuple(sorted(names, key=lambda name: (order.get(name, 9), name))),
    )


def _most(plates, margins=(0, 0)):
    """Return the highest sum of inks, percent, and the column and row where it is.

    ``margins`` are columns and rows at each edge that are left out.
    """
    width, height = plates[0].size
    side, edge = margins
    best, place = -1.0, (0, 0)
    rows = max(_STRIP // width, 1)
    for top in range(edge, height - edge, rows):
        box = (side, top, width - side, min(top + rows, height - edge))
        means = _means([plate.crop(box) for plate in plates])
        darkest = min(means)
        ink = (255 - darkest) / 255 * 100 * len(plates)
        if ink > best:
            row, column = divmod(means.index(darkest), box[2] - box[0])
            best, place = ink, (side + column, top + row)
    return best, place


def _means(plates):
    """Return the mean of the plates at each pixel, row by row.

    Pillow adds up no more than it can show, but it does reduce rows, here one a plate,
    to their mean.
    """
    size = (plates[0].width * plates[0].height, len(plates))
    together = b"".join(plate.tobytes() for plate in plates)
    means = Image.frombytes("L", size, together).convert("F").reduce((1, size[1]))
    return array.array("f", means.tobytes())
