"""PDFs made for tests: written by hand, so that each detail is known."""

import zlib
from pathlib import Path

import pikepdf
import reportlab
from pikepdf import Array, Dictionary, Name, Stream
from prepress import FileFacts
from prepress.budget import Budget
from prepress.pdf import read_pdf

MM = 72 / 25.4
VERA = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
# 210 x 297 mm with 3 mm of bleed on 216 x 303 mm.
MEDIA = (0, 0, 216 * MM, 303 * MM)
TRIM = (3 * MM, 3 * MM, 213 * MM, 300 * MM)


class Maker:
    """A PDF in the making."""

    def __init__(self):
        self.pdf = pikepdf.new()

    def stream(self, data: bytes, **entries) -> Stream:
        """Return a stream; entries are its keys without slashes."""
        stream = Stream(self.pdf, data)
        for key, value in entries.items():
            stream[f"/{key}"] = value
        return self.pdf.make_indirect(stream)

    def image(self, width, height, space=Name.DeviceCMYK, bits=8, **entries) -> Stream:
        """Return a picture of nothing but zeros."""
        parts = {"/DeviceGray": 1, "/DeviceRGB": 3}.get(str(space), 4)
        row = (width * bits * parts + 7) // 8
        image = self.stream(
            zlib.compress(bytes(row * height)),
            Type=Name.XObject,
            Subtype=Name.Image,
            Width=width,
            Height=height,
            BitsPerComponent=bits,
            Filter=Name.FlateDecode,
            **entries,
        )
        if "ImageMask" not in entries:
            image.ColorSpace = space
        return image

    def form(self, content: bytes, box=MEDIA, **entries) -> Stream:
        return self.stream(
            content,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=Array(box),
            **entries,
        )

    def font(self, base="Helvetica", embedded=False) -> Dictionary:
        """Return a font; an embedded one sets every letter 0.6 of its size wide."""
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{base}"))
        if embedded:
            font.Subtype = Name.TrueType
            font.FirstChar, font.LastChar = 0, 255
            font.Widths = Array([600] * 256)
            font.FontDescriptor = self.pdf.make_indirect(
                Dictionary(
                    Type=Name.FontDescriptor,
                    FontName=Name(f"/{base}"),
                    Flags=4,
                    FontBBox=Array([-200, -250, 1300, 950]),
                    ItalicAngle=0,
                    Ascent=800,
                    Descent=-200,
                    CapHeight=700,
                    StemV=80,
                    FontFile2=self.stream(
                        VERA.read_bytes(), Length1=VERA.stat().st_size
                    ),
                )
            )
        return self.pdf.make_indirect(font)

    def page(self, content=b"", resources=None, media=MEDIA, **entries):
        """Add a page; entries are its keys without slashes."""
        page = self.pdf.add_blank_page(page_size=(100, 100)).obj
        page.MediaBox = Array(media)
        page.Resources = Dictionary(resources or {})
        page.Contents = self.stream(content)
        for key, value in entries.items():
            page[f"/{key}"] = Array(value) if isinstance(value, tuple) else value
        return page

    def save(self, path: Path, **options) -> Path:
        self.pdf.save(path, **options)
        return path

    def facts(self, path: Path, **limits) -> FileFacts:
        """Return what the PDF is read as, by way of ``path``."""
        return read_pdf(self.save(path), Budget(**limits))


def separation(ink: str) -> Array:
    """Return the colour space of one ink."""
    tint = Dictionary(
        FunctionType=2,
        Domain=Array([0, 1]),
        C0=Array([0, 0, 0, 0]),
        C1=Array([0, 1, 1, 0]),
        N=1,
    )
    return Array([Name.Separation, Name(f"/{ink}"), Name.DeviceCMYK, tint])


def place(width_mm, height_mm, x_mm=20.0, y_mm=20.0, name="Im") -> bytes:
    """Return the operators that place a picture."""
    matrix = (width_mm * MM, 0, 0, height_mm * MM, x_mm * MM, y_mm * MM)
    return b"q %s cm /%s Do Q\n" % (
        " ".join(f"{each:.4f}" for each in matrix).encode(),
        name.encode(),
    )
