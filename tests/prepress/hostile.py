"""Files that were made to harm whoever reads them. Each is small on disk."""

import io
import struct
import zipfile
import zlib
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

SPACES = 2 << 30
MAKERS = {}


def hostile(words, *troubles):
    """Register what makes a file.

    :param words: what it is, for the table of the documentation
    :param troubles: the verdicts that are right: words of ``FileFacts.trouble``, with
        "" for a file that can be read after all
    """

    def register(make):
        MAKERS[make.__name__] = (words, troubles, make)
        return make

    return register


def pdf_of(content=b"", resources=None, pages=1):
    """Return an open PDF whose pages paint ``content``."""
    pdf = pikepdf.new()
    for _ in range(pages):
        pdf.add_blank_page(page_size=(595, 842))
    if content or resources:
        for page in pdf.pages:
            page.Contents = Stream(pdf, content)
            page.Resources = Dictionary(resources or {})
    return pdf


def saved(pdf, **options):
    memory = io.BytesIO()
    pdf.save(memory, **options)
    return memory.getvalue()


def raw_pdf(*objects, trailer=b"", root=b"1 0 R"):
    """Return a PDF written by hand, with a table of contents that is right."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root %s %s >>\n" % (
        len(objects) + 1,
        root,
        trailer,
    )
    return bytes(out + b"startxref\n%d\n%%%%EOF\n" % start)


def deflated_spaces(count=SPACES):
    """Return ``count`` spaces, deflated: one piece that stands alone, many times."""
    piece = b" " * (1 << 24)
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(piece) + packer.flush(zlib.Z_FULL_FLUSH)
    check = 1
    for _ in range(count // len(piece)):
        check = zlib.adler32(piece, check)
    last = b"\x03\0" + struct.pack(">I", check)
    return b"\x78\xda" + packed * (count // len(piece)) + last


def with_stream(data, filters):
    stream = b"<< /Length %d /Filter %s >>\nstream\n%s\nendstream" % (
        len(data),
        filters,
        data,
    )
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
        stream,
    )


def honest():
    """Return a PDF as a client sends it: text, a picture, a spot colour."""
    pdf = pdf_of(
        b"/Spot cs 0.8 scn 10 10 80 80 re f 0.2 w 0 0 m 100 100 l S"
        b" q 200 0 0 200 50 300 cm /Picture Do Q"
        b" BT /Font 12 Tf 50 700 Td (Preflight) Tj ET"
    )
    picture = Stream(pdf, bytes(range(256)) * 48)
    picture.stream_dict = Dictionary(
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=64,
        Height=48,
        BitsPerComponent=8,
        ColorSpace=Name.DeviceCMYK,
    )
    tint = Stream(pdf, b"{0 exch dup 0.2 mul 0}")
    tint.stream_dict = Dictionary(
        FunctionType=4, Domain=[0, 1], Range=[0, 1, 0, 1, 0, 1, 0, 1]
    )
    spot = Array(
        [
            Name.Separation,
            Name("/PANTONE 185 C"),
            Name.DeviceCMYK,
            pdf.make_indirect(tint),
        ]
    )
    page = pdf.pages[0]
    page.TrimBox = Array([20, 20, 575, 822])
    page.Resources = Dictionary(
        ColorSpace=Dictionary(Spot=spot),
        XObject=Dictionary(Picture=picture),
        Font=Dictionary(
            Font=Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        ),
    )
    return pdf


@hostile("empty", "empty")
def no_bytes():
    return b""


@hostile("random bytes", "no_pages")
def noise():
    return bytes((7 * each * each + 3 * each) % 251 for each in range(65_536))


@hostile("the first line of a PDF, and nothing else", "broken")
def pdf_header():
    return b"%PDF-1.7\n"


@hostile("PDF, cut off at half", "broken", "no_pages", "")
def pdf_half():
    whole = saved(honest())
    return whole[: len(whole) // 2]


@hostile("PDF without a page", "no_pages")
def pdf_no_pages():
    return saved(pikepdf.new())


@hostile("PDF behind a password", "encrypted")
def pdf_password():
    return saved(
        honest(), encryption=pikepdf.Encryption(owner="owner", user="user", R=6)
    )


@hostile(
    "PDF, 2 GiB of spaces in a page of 2 MB", "too_large", "too_slow", "broken", ""
)
def pdf_spaces():
    return with_stream(deflated_spaces(), b"/FlateDecode")


@hostile("the same, deflated twice: 4 kB", "too_large", "too_slow", "broken", "")
def pdf_spaces_twice():
    data = zlib.compress(deflated_spaces(), 9)
    return with_stream(data, b"[/FlateDecode /FlateDecode]")


@hostile("PDF, a form that paints itself", "", "too_deep")
def pdf_form_in_itself():
    pdf = pdf_of(b"/Form Do")
    form = pdf.make_indirect(Stream(pdf, b"/Form Do"))
    form.stream_dict = Dictionary(
        Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99]
    )
    form.Resources = Dictionary(XObject=Dictionary(Form=form))
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Form=form))
    return saved(pdf)


@hostile("PDF, 4^25 forms in forms", "", "too_deep", "too_large", "too_slow")
def pdf_billion_forms():
    pdf = pdf_of(b"/Form Do")
    form = None
    for _ in range(25):
        above = Stream(pdf, b"/Form Do " * 4 if form else b"0 0 9 9 re f")
        above.stream_dict = Dictionary(
            Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 99, 99]
        )
        if form is not None:
            above.Resources = Dictionary(XObject=Dictionary(Form=form))
        form = pdf.make_indirect(above)
    pdf.pages[0].Resources = Dictionary(XObject=Dictionary(Form=form))
    return saved(pdf)


@hostile("PDF, a pattern that paints itself", "", "too_deep")
def pdf_pattern_in_itself():
    pdf = pdf_of(b"/Pattern cs /Tile scn 0 0 500 500 re f")
    tile = pdf.make_indirect(Stream(pdf, b"/Pattern cs /Tile scn 0 0 9 9 re f"))
    tile.stream_dict = Dictionary(
        PatternType=1,
        PaintType=1,
        TilingType=1,
        BBox=[0, 0, 9, 9],
        XStep=9,
        YStep=9,
    )
    tile.Resources = Dictionary(Pattern=Dictionary(Tile=tile))
    pdf.pages[0].Resources = Dictionary(Pattern=Dictionary(Tile=tile))
    return saved(pdf)


@hostile("PDF, a letter of a font that writes itself", "", "too_deep")
def pdf_letter_in_itself():
    pdf = pdf_of(b"BT /F 9 Tf (a) Tj ET")
    font = pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type3,
            FontBBox=[0, 0, 9, 9],
            FontMatrix=[1, 0, 0, 1, 0, 0],
            FirstChar=97,
            LastChar=97,
            Widths=[9],
            Encoding=Dictionary(Differences=[97, Name.a]),
        )
    )
    font.CharProcs = Dictionary(
        a=pdf.make_indirect(Stream(pdf, b"9 0 d0 BT /F 9 Tf (a) Tj ET"))
    )
    font.Resources = Dictionary(Font=Dictionary(F=font))
    pdf.pages[0].Resources = Dictionary(Font=Dictionary(F=font))
    return saved(pdf)


@hostile("PDF, a tree of pages that is a ring, for 10^9 pages", "broken", "no_pages")
def pdf_page_ring():
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1000000000 >>",
        b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1000000000 >>",
    )


@hostile("PDF, its table of contents points to itself", "broken", "no_pages", "")
def pdf_contents_ring():
    whole = raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] >>",
    )
    start = whole.rindex(b"xref\n0 ")
    return whole.replace(b" >>\nstartxref", b" /Prev %d >>\nstartxref" % start)


@hostile("PDF, 200 000 lists in lists", "broken", "too_deep", "too_slow", "")
def pdf_nested_lists():
    nested = b"[" * 200_000 + b"]" * 200_000
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R /Nested 4 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Group 4 0 R >>",
        nested,
    )


@hostile("PDF, a picture of 200 000 x 200 000 pixels", "")
def pdf_huge_picture():
    pdf = honest()
    picture = pdf.pages[0].Resources.XObject.Picture
    picture.Width = picture.Height = 200_000
    return saved(pdf)


@hostile("PDF, 65 536 pages", "", "too_large")
def pdf_many_pages():
    pdf = pdf_of()
    page = pdf.pages[0].obj
    kids = [pdf.make_indirect(Dictionary(page)) for _ in range(65_536)]
    pdf.Root.Pages.Kids = Array(kids)
    pdf.Root.Pages.Count = len(kids)
    return saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate)


@hostile("PDF, a page of a million lines", "", "too_large", "too_slow")
def pdf_many_lines():
    return saved(pdf_of(b"0 0 m 9 9 l S\n" * 1_000_000))


@hostile("PDF, 5 000 fonts on a page", "", "too_large")
def pdf_many_fonts():
    pdf = pdf_of(b" ")
    pdf.pages[0].Resources = Dictionary(
        Font=Dictionary(
            {
                f"/F{number}": Dictionary(
                    Type=Name.Font,
                    Subtype=Name.Type1,
                    BaseFont=Name(f"/Font{number}"),
                )
                for number in range(5_000)
            }
        )
    )
    pdf.pages[0].Contents = Stream(
        pdf, b"".join(b"BT /F%d 9 Tf (a) Tj ET\n" % each for each in range(5_000))
    )
    return saved(pdf)


@hostile("PDF, names with zero bytes and half characters", "")
def pdf_odd_names():
    pdf = honest()
    pdf.docinfo["/Creator"] = pikepdf.String(b"\xfe\xff\xd8\x00\x00\x00\x00a")
    return saved(pdf)


@hostile("PDF, a page of 10^30 by 10^30 points", "", "broken", "no_pages")
def pdf_huge_page():
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 1%s 1%s] /UserUnit 1%s >>"
        % ((b"0" * 30,) * 3),
    )


@hostile("PDF, a page whose size is no number", "broken", "no_pages", "")
def pdf_no_size():
    return raw_pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [/a (b) null << >>] /Rotate (x) >>",
    )


@hostile("PostScript without an end", "no_pages", "", "broken")
def eps_loop():
    return (
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n%%EndComments\n"
        b"{ } loop\n%%EOF\n"
    )


@hostile("EPS that would read /etc/passwd", "no_pages", "", "broken")
def eps_reads():
    return (
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 100 100\n%%EndComments\n"
        b"(/etc/passwd) (r) file 1000 string readstring pop print\n%%EOF\n"
    )


@hostile("DOS-EPS whose parts lie beyond its end", "no_pages", "", "broken")
def eps_beyond():
    return b"\xc5\xd0\xd3\xc6" + struct.pack("<6IH", *[0xFFFFFF00] * 6, 0) + b"%!PS"


@hostile("TIFF whose directory points to itself", "no_pages", "", "broken", "too_large")
def tiff_ring():
    return b"II*\0\x08\0\0\0" + struct.pack("<HI", 0, 8)


@hostile("TIFF with 2^32 values in a field", "no_pages", "", "broken", "too_large")
def tiff_many_values():
    entries = [(256, 4, 0xFFFFFFFF, 8), (257, 4, 1, 100), (258, 3, 0xFFFFFFFF, 8)]
    fields = b"".join(struct.pack("<HHII", *each) for each in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", 3) + fields + bytes(4)


@hostile("PNG of 2^31 x 2^31 pixels", "no_pages", "", "broken", "too_large")
def png_huge():
    head = struct.pack(">IIBBBBB", 0x7FFFFFFF, 0x7FFFFFFF, 8, 6, 0, 0, 0)
    chunk = b"IHDR" + head
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", len(head))
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
    )


@hostile("JPEG that ends in its first marker", "no_pages", "broken", "")
def jpeg_short():
    return b"\xff\xd8\xff\xe0\xff\xff"


@hostile("Photoshop file whose lengths lie", "no_pages", "", "broken")
def psd_lying():
    return (
        b"8BPS\0\x01" + bytes(6) + struct.pack(">HIIHH", 4, 300, 300, 8, 4)
    ) + struct.pack(">I", 0xFFFFFFFF) * 3


@hostile("ZIP of 65 536 entries", "no_pages", "", "too_large")
def zip_many():
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for number in range(65_536):
            archive.writestr(f"{number}.pdf", b"")
    return memory.getvalue()


@hostile("ZIP that would unpack to 256 MiB", "no_pages", "", "too_large")
def zip_bomb():
    memory = io.BytesIO()
    with (
        zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("mimetype", "w", force_zip64=True) as entry,
    ):
        for _ in range(16):
            entry.write(bytes(1 << 24))
    return memory.getvalue()


@hostile("ZIP with names that lead out of it", "no_pages", "", "broken")
def zip_paths():
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as archive:
        for name in ("../../../etc/cron.d/x", "/etc/passwd", "C:\\x", "a\r\nb"):
            archive.writestr(name, b"x")
    return memory.getvalue()


@hostile("ZIP whose directory lies beyond its end", "no_pages", "", "broken")
def zip_beyond():
    return b"PK\x05\x06" + struct.pack("<4H2IH", 0, 0, 9, 9, 0xFFFFFF, 0xFFFFFF0, 0)


@hostile("CorelDRAW file whose length lies", "no_pages", "", "broken")
def cdr_lying():
    return b"RIFF\xff\xff\xff\xffCDRCvrsn\xff\xff\xff\xff"


def write(name, folder):
    """Write a hostile file into ``folder``; return its path."""
    path = Path(folder, name)
    path.write_bytes(MAKERS[name][2]())
    return path
