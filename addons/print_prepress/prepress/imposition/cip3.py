"""Ink preview for presses: a sheet in CIP3's Print Production Format (PPF) 3.0.

The press reads from the small pictures of its plates how far to open each ink zone.
The format is text in the manner of PostScript, in Latin-1.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from PIL import Image

from ..pdf.geometry import POINTS_PER_MM
from .sheets import Plan, PlannedSheet

DPI = 50.8  # two pixels a millimetre
LINE = 128  # characters of data a line
_PROCESS = ("Cyan", "Magenta", "Yellow", "Black")


def previews(
    plan: Plan,
    sheet: PlannedSheet,
    plates: Sequence[Mapping[str, Image.Image]],
    job: str,
    made: datetime,
    dpi: float = DPI,
) -> Iterator[bytes]:
    """Yield the file of a sheet in pieces.

    :param plates: for each page of the imposed sheet, front first, images of mode L by
        name of their ink; 0 is full ink
    :param job: what the press shows of the job
    """
    width, height = (each / 1000 * POINTS_PER_MM for each in plan.size)
    yield _lines(
        "%!PS-Adobe-3.0",
        "%%CIP3-File Version 3.0",
        "CIP3BeginSheet",
        f"/CIP3AdmJobName {_text(job)} def",
        f"/CIP3AdmSheetName {_text(f'S{sheet.number}')} def",
        "/CIP3AdmSoftware (print_prepress) def",
        f"/CIP3AdmCreationTime {_text(made.strftime('%a %b %d %H:%M:%S %Y'))} def",
        f"/CIP3AdmPSExtent [{width:.4f} {height:.4f}] def",
        f"/CIP3AdmPaperExtent [{width:.4f} {height:.4f}] def",
    )
    for side, inks in zip(sheet.printed(), plates, strict=True):
        yield from _side(side.name.capitalize(), inks, dpi)
    yield _lines("CIP3EndSheet", "%%CIP3EndOfFile")


def _side(name, plates, dpi):
    inks = sorted(plates, key=lambda ink: (_rank(ink), ink))
    yield _lines(
        f"CIP3Begin{name}",
        f"/CIP3AdmSeparationNames [{' '.join(map(_text, inks))}] def",
        "CIP3BeginPreviewImage",
    )
    for ink in inks:
        yield from _separation(plates[ink], dpi)
    yield _lines("CIP3EndPreviewImage", f"CIP3End{name}")


def _rank(ink):
    return _PROCESS.index(ink) if ink in _PROCESS else len(_PROCESS)


def _separation(plate, dpi):
    width, height = plate.size
    yield _lines(
        "CIP3BeginSeparation",
        f"/CIP3PreviewImageWidth {width} def",
        f"/CIP3PreviewImageHeight {height} def",
        "/CIP3PreviewImageBitsPerComp 8 def",
        "/CIP3PreviewImageComponents 1 def",
        # From the upper left corner to the right, then down
        f"/CIP3PreviewImageMatrix [{width} 0 0 {-height} 0 {height}] def",
        f"/CIP3PreviewImageResolution [{dpi:g} {dpi:g}] def",
        "/CIP3PreviewImageEncoding /ASCIIHexDecode def",
        "/CIP3PreviewImageCompression /None def",
        "CIP3PreviewImage",
    )
    data = plate.tobytes().hex()
    yield "\n".join(
        data[begin : begin + LINE] for begin in range(0, len(data), LINE)
    ).encode()
    yield _lines(">", "CIP3EndSeparation")


def _text(value):
    """Return a string of PostScript; what is no letter of Latin-1 becomes ``?``."""
    value = "".join(each if each.isprintable() else " " for each in value)
    value = value.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"({value})"


def _lines(*lines):
    return ("\n".join(lines) + "\n").encode("latin-1", "replace")
