"""Pictures of pages, and of a place on them, as PNG.

They show which page is meant and where; they are no proofs: colours are those of a
screen, overprint is not simulated. PDF is drawn by PDFium, which hostile files can
bring down or keep busy: to be called in a process that may be killed. Not to be
imported by Odoo, as :mod:`.ink` is not, and for the same reason.
"""

import contextlib
import io
import subprocess
import tempfile
from pathlib import Path

import pypdfium2
from PIL import (  # noqa: F401 - those of plugins open what their names say
    BmpImagePlugin,
    Image,
    ImageChops,
    ImageCms,
    ImageDraw,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    PsdImagePlugin,
    TiffImagePlugin,
)

from . import ghostscript
from .budget import Budget, BudgetSpent
from .facts import Box, PageFacts
from .formats import corel, dsc, indesign, photoshop
from .formats.source import Broken, Source
from .formats.xmp import xmp_thumbnail

THUMBNAIL_PX, PAGE_PX, PLACE_PX = 240, 1200, 480  # of the longer side
MM_PER_INCH, POINTS_PER_INCH = 25.4, 72
_HEAVY_BYTES = 300_000  # of a PNG, which photographs make heavy
_OPENED = ("JPEG", "PNG", "PSD", "TIFF", "BMP")
_MOST_BYTES = 400 << 20  # of a picture in memory
_MOST_DPI = 600  # beyond that a page shows nothing new
_SCREEN_DPI = 300
_MOST_PIXELS = 12_000_000  # of a page of PostScript, which is always drawn whole
_POSTSCRIPT_S = 20
_AROUND_MM = 8  # shown around a place, at least
_FRAME, _HALO, _SMALLEST_PX = (214, 0, 110), (255, 255, 255), 14
_REDUCED, _SUBFILE = 1, 254
_ALL = (0.0, 0.0, 1.0, 1.0)  # parts are shares of the page, from its lower left corner
# What the libraries say of a file that is not what it seems.
_UNREADABLE = (
    Broken,
    BudgetSpent,
    pypdfium2.PdfiumError,
    Image.DecompressionBombError,
    ImageCms.PyCMSError,
    ArithmeticError,
    EOFError,
    LookupError,
    OSError,
    SyntaxError,
    TypeError,
    ValueError,
    subprocess.TimeoutExpired,
)


class NoPicture(Exception):
    """There is nothing that could be shown of this file."""


def draw_page(path, format_, number=1, longest=PAGE_PX) -> bytes:
    """Return a picture of a page, as PNG, or as JPEG where that is much smaller.

    Of a document that only its own program can open it is the small picture that the
    document carries, if it does.

    :param longest: pixels of its longer side, at most
    :raise NoPicture: if there is none
    """
    return _light(_drawn(path, format_, number, _ALL, longest))


def draw_place(path, format_, page: PageFacts, box: Box, longest=PLACE_PX) -> bytes:
    """Return a picture of a place on a page with a frame around it, as PNG.

    :param page: as the facts of this file have it
    :param box: the place, in mm from the lower left corner of the page
    :raise NoPicture: if there is none
    """
    part = _surroundings(box, page.media)
    longer_mm = max(part[2] - part[0], part[3] - part[1])
    most = int(longer_mm / MM_PER_INCH * _MOST_DPI)
    shares = _shares(part, page.media)
    image = _drawn(path, format_, page.number, shares, min(longest, max(most, 1)))
    _frame(image, _shares(box, part))
    return _png(image)


def _drawn(path, format_, number, part, longest):
    """Return a part of a page as an image in RGB."""
    try:
        with _view(path, format_, number) as draw:
            return draw(part, longest)
    except _UNREADABLE as error:
        raise NoPicture(str(error)) from error


@contextlib.contextmanager
def _view(path, format_, number):
    """Yield what draws a part of one page at a size."""
    with Path(path).open("rb") as file:
        source = Source(file)
        if format_ in ("pdf", "ai") and b"%PDF-" in source.head(1024):
            with pypdfium2.PdfDocument(path) as document:
                page = document[number - 1]
                # All of it, as places are counted; viewers show the CropBox.
                page.set_cropbox(*page.get_mediabox())
                yield lambda part, longest: _of_pdf(page, part, longest)
                page.close()
        else:
            with _image(file, source, format_, number) as image:
                yield lambda part, longest: _of_image(image, part, longest)


def _of_pdf(page, part, longest):
    width, height = page.get_size()  # after its rotation
    left, bottom, right, top = part
    longer = max((right - left) * width, (top - bottom) * height)
    crop = (left * width, bottom * height, (1 - right) * width, (1 - top) * height)
    # Of a visiting card no more than can be printed of it.
    scale = min(longest / longer, _MOST_DPI / POINTS_PER_INCH)
    bitmap = page.render(scale=scale, crop=crop)
    return bitmap.to_pil().convert("RGB")


def _of_image(image, part, longest):
    if part == _ALL:
        image.draft(None, (longest * 2, longest * 2))
    _check_size(image)
    image = _as_shown(image)
    width, height = image.size
    left, bottom, right, top = part
    box = (left * width, (1 - top) * height, right * width, (1 - bottom) * height)
    across, down = box[2] - box[0], box[3] - box[1]
    scale = longest / max(across, down)
    if part == _ALL:
        scale = min(scale, 1)
    size = (max(round(across * scale), 1), max(round(down * scale), 1))
    # Pixels that are too large are to be seen as such.
    kind = Image.Resampling.BOX if scale < 1 else Image.Resampling.NEAREST
    return image.resize(size, kind, box)


def _check_size(image):
    width, height = image.size
    if width * height * len(image.getbands()) > _MOST_BYTES:
        raise NoPicture(f"{width} x {height} pixels are too many")


def _as_shown(image):
    """Return an image in RGB, upright, on white."""
    if image.mode.startswith(("I", "F")):
        image = image.convert("F").point(lambda value: value * (1 / 256) + 0)
    elif image.mode == "LAB":
        lab, screen = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")
        return ImageCms.profileToProfile(image, lab, screen, outputMode="RGB")
    elif image.has_transparency_data:
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(white, image)
    return ImageOps.exif_transpose(image).convert("RGB")


def _image(file, source, format_, number):
    """Return the picture that a file is, or one that it carries of itself.

    :raise NoPicture: if there is none
    """
    if format_ == "eps":
        return _postscript(file.name, source)
    if format_ in ("tiff", "jpeg", "png"):
        image = Image.open(file, formats=_OPENED)
        _turn_to(image, number)
        return image
    if format_ == "psd":
        with contextlib.suppress(OSError, NoPicture):
            image = Image.open(file, formats=_OPENED)
            _check_size(image)
            return image
    content = _carried(source, format_)
    if not content:
        raise NoPicture(format_)
    return Image.open(io.BytesIO(content), formats=_OPENED)


def _turn_to(image, number):
    """Turn to a page of a TIFF; its small previews are no pages."""
    page = 0
    for frame in range(getattr(image, "n_frames", 1)):
        image.seek(frame)
        is_preview = getattr(image, "tag_v2", {}).get(_SUBFILE, 0) & _REDUCED
        page += not is_preview
        if page == number:
            return
    raise NoPicture(f"there is no page {number}")


def _carried(source, format_):
    """Return the small picture that a document carries of itself, as a file."""
    if format_ == "psd":
        return photoshop.thumbnail(source)
    if format_ == "indd":
        return xmp_thumbnail(indesign.indd_xmp(source, Budget()))
    if format_ == "cdr":
        return corel.thumbnail(source)
    return b""


def _postscript(path, source):
    """Return a page of PostScript, drawn by Ghostscript, or else its preview."""
    preview = dsc.preview(source)
    facts = dsc.read(source, Budget())
    if ghostscript.program() and facts.pages:
        with contextlib.suppress(OSError, subprocess.TimeoutExpired):
            return _ghostscript_page(path, facts.pages[0])
    if not preview:
        raise NoPicture("neither Ghostscript nor a preview")
    return Image.open(io.BytesIO(preview), formats=_OPENED)


def _ghostscript_page(path, page):
    width, height = (side / MM_PER_INCH for side in page.media[2:])
    dpi = min(_SCREEN_DPI, (_MOST_PIXELS / (width * height)) ** 0.5)
    antialias = ("-dTextAlphaBits=4", "-dGraphicsAlphaBits=4")
    with tempfile.TemporaryDirectory(prefix="print-page-") as folder:
        options = ("-dEPSCrop", f"-r{dpi:.3f}", *antialias)
        ghostscript.run("png16m", path, folder, _POSTSCRIPT_S, options)
        with Image.open(Path(folder) / "1.png", formats=_OPENED) as image:
            return image.copy()


def _surroundings(box, media):
    """Return what to show of a page around a place, in mm."""
    left, bottom, right, top = box
    around = max(_AROUND_MM, 0.4 * max(right - left, top - bottom))
    part = (
        max(left - around, media[0]),
        max(bottom - around, media[1]),
        min(right + around, media[2]),
        min(top + around, media[3]),
    )
    if part[0] >= part[2] or part[1] >= part[3]:  # the place lies off the page
        return media
    return part


def _shares(box, whole):
    """Return a box as shares of another one, as far as it lies in it."""
    width, height = whole[2] - whole[0], whole[3] - whole[1]
    shares = (
        (box[0] - whole[0]) / width,
        (box[1] - whole[1]) / height,
        (box[2] - whole[0]) / width,
        (box[3] - whole[1]) / height,
    )
    return tuple(min(max(share, 0.0), 1.0) for share in shares)


def _frame(image, shares):
    """Draw a frame around a part of an image: seen on any ground, never a mere dot."""
    width, height = image.size
    left, bottom, right, top = shares
    x, y = (left + right) / 2 * width, (1 - (bottom + top) / 2) * height
    half_width = max((right - left) * width, _SMALLEST_PX) / 2 + 4
    half_height = max((top - bottom) * height, _SMALLEST_PX) / 2 + 4
    outer = (
        max(x - half_width, 1),
        max(y - half_height, 1),
        min(x + half_width, width - 2),
        min(y + half_height, height - 2),
    )
    draw = ImageDraw.Draw(image)
    for inset, colour in ((-1, _HALO), (0, _FRAME), (1, _FRAME), (2, _HALO)):
        corners = (
            outer[0] + inset,
            outer[1] + inset,
            outer[2] - inset,
            outer[3] - inset,
        )
        if corners[0] < corners[2] and corners[1] < corners[3]:
            draw.rectangle(corners, outline=colour)


def _light(image):
    """Return an image as PNG, which keeps it as it is, or else as a lighter JPEG."""
    red, green, blue = image.split()
    is_grey = not any(
        ImageChops.difference(red, other).getbbox() for other in (green, blue)
    )
    content = _png(red if is_grey else image)
    if len(content) <= _HEAVY_BYTES:
        return content
    light = io.BytesIO()
    image.save(light, "JPEG", quality=90, subsampling=0)
    return light.getvalue() if light.tell() < len(content) / 2 else content


def _png(image):
    content = io.BytesIO()
    image.save(content, "PNG")
    return content.getvalue()
