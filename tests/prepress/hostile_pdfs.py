"""PDFs that mean harm, each made by a function that gets the path to write to."""

import zlib
from pathlib import Path

from pdfs import Maker
from pikepdf import Array, Dictionary, Name, Stream

MIB = 1 << 20
HOSTILE = {}


def hostile(name: str):
    """Name what a function makes."""

    def register(function):
        HOSTILE[name] = function
        return function

    return register


def bomb(size: int, byte: bytes = b" ") -> bytes:
    """Return ``size`` bytes of one kind, deflated, never held whole."""
    deflate = zlib.compressobj(9)
    block = byte * (MIB // len(byte))
    pieces = [deflate.compress(block) for _block in range(size // MIB)]
    return b"".join(pieces) + deflate.flush()


def one_page(path: Path, contents, make: Maker, **resources):
    page = make.page()
    page.Contents = contents
    for key, value in resources.items():
        page.Resources[f"/{key}"] = value
    make.save(path, compress_streams=False)


@hostile("512 MiB of blanks in a stream of 500 KB")
def save_bomb(path):
    make = Maker()
    one_page(path, make.stream(bomb(512 * MIB), Filter=Name.FlateDecode), make)


@hostile("512 MiB of blanks, deflated twice")
def save_double_bomb(path):
    make = Maker()
    twice = zlib.compress(bomb(512 * MIB), 9)
    filters = Array([Name.FlateDecode, Name.FlateDecode])
    one_page(path, make.stream(twice, Filter=filters), make)


@hostile("100 MiB of blanks, drawn by a form again and again")
def save_repeated_bomb(path):
    make = Maker()
    form = make.form(bomb(100 * MIB), Filter=Name.FlateDecode)
    contents = make.stream(b"/Fm Do\n" * 10_000)
    one_page(path, contents, make, XObject=Dictionary(Fm=form))


@hostile("100 MiB of content, a thousand times on one page")
def save_repeated_contents(path):
    make = Maker()
    contents = make.stream(bomb(100 * MIB), Filter=Name.FlateDecode)
    one_page(path, Array([contents] * 1000), make)


@hostile("a form that draws itself")
def save_loop(path):
    make = Maker()
    form = make.form(b"/Fm Do /Fm Do")
    form.Resources = Dictionary(XObject=Dictionary(Fm=form))
    contents = make.stream(b"0 1 0 0 k 9 9 9 9 re f /Fm Do")
    one_page(path, contents, make, XObject=Dictionary(Fm=form))


@hostile("4^25 forms in forms")
def save_billion_laughs(path):
    _save_nest(path, depth=25)


@hostile("4^20 forms in forms")
def save_million_laughs(path):
    _save_nest(path, depth=20)


def _save_nest(path, depth):
    make = Maker()
    form = make.form(b"0 0 1 1 re f")
    for _level in range(depth):
        inner = Dictionary(XObject=Dictionary(Fm=form))
        form = make.form(b"/Fm Do " * 4, Resources=inner)
    one_page(path, make.stream(b"/Fm Do"), make, XObject=Dictionary(Fm=form))


@hostile("a tiling whose cell is painted with itself")
def save_tiling_loop(path):
    make = Maker()
    cell = make.stream(
        b"/Pattern cs /P scn 0 0 9 9 re f",
        PatternType=1,
        PaintType=1,
        BBox=Array([0, 0, 9, 9]),
        XStep=9,
        YStep=9,
    )
    cell.Resources = Dictionary(Pattern=Dictionary(P=cell))
    contents = make.stream(b"/Pattern cs /P scn 0 0 99 99 re f")
    one_page(path, contents, make, Pattern=Dictionary(P=cell))


@hostile("a page tree that is its own branch")
def save_tree_loop(path):
    make = Maker()
    make.page()
    make.save(path, compress_streams=False)
    raw = path.read_bytes()
    # Of the same length, so that the table of contents stays right.
    first = raw.index(b"/Kids [ ") + len(b"/Kids [ ")
    page = raw[first : raw.index(b" R", first)]
    tree = raw[raw.index(b"/Pages ") + 7 :].split(b" R")[0]
    path.write_bytes(raw[:first] + tree.ljust(len(page)) + raw[first + len(page) :])


@hostile("10^9 pages, by their count")
def save_count(path):
    make = Maker()
    make.page(b"0 0 9 9 re f")
    make.pdf.Root.Pages.Count = 10**9
    make.save(path)


@hostile("no page")
def save_nothing(path):
    Maker().save(path)


@hostile("20 000 pages")
def save_many_pages(path):
    make = Maker()
    for _page in range(20_000):
        make.pdf.add_blank_page()
    make.save(path)


@hostile("200 000 arrays in arrays")
def save_nested_arrays(path):
    _save_object(path, b"[" * 200_000 + b"]" * 200_000)


@hostile("200 000 arrays in arrays, in the content")
def save_nested_content(path):
    make = Maker()
    contents = make.stream(b"[" * 200_000 + b"]" * 200_000 + b" TJ")
    one_page(path, contents, make)


@hostile("a hundred colour spaces, one on the other")
def save_nested_spaces(path):
    make = Maker()
    space = Name.DeviceCMYK
    for _level in range(100):
        space = make.pdf.make_indirect(Array([Name.Pattern, space]))
    contents = make.stream(b"/Cs cs 0 scn 0 0 9 9 re f")
    one_page(path, contents, make, ColorSpace=Dictionary(Cs=space))


@hostile("a colour space on itself")
def save_space_loop(path):
    make = Maker()
    space = make.pdf.make_indirect(Array([Name.Indexed, Name.DeviceRGB, 1, b"abcdef"]))
    space[1] = space
    contents = make.stream(b"/Cs cs 0 scn 0 0 9 9 re f")
    one_page(path, contents, make, ColorSpace=Dictionary(Cs=space))


@hostile("a picture of 200 000 x 200 000 pixels")
def save_huge_image(path):
    make = Maker()
    image = make.image(1, 1)
    image.Width = image.Height = 200_000
    contents = make.stream(b"500 0 0 500 0 0 cm /Im Do")
    one_page(path, contents, make, XObject=Dictionary(Im=image))


@hostile("a million states saved")
def save_states(path):
    make = Maker()
    one_page(path, make.stream(b"q\n" * MIB), make)


@hostile("30 million operators")
def save_operators(path):
    make = Maker()
    contents = make.stream(bomb(100 * MIB, b"0 w 0 w "), Filter=Name.FlateDecode)
    one_page(path, contents, make)


@hostile("a million points in one path")
def save_points(path):
    make = Maker()
    one_page(path, make.stream(b"0 0 m " + b"1 1 l " * MIB + b"f"), make)


@hostile("a million brackets that are not closed")
def save_brackets(path):
    make = Maker()
    one_page(path, make.stream(b"(" * MIB), make)


@hostile("3000 pictures in the content")
def save_inline_images(path):
    make = Maker()
    one_page(path, make.stream(b"BI /W 1 /H 1 ID EI " * 3000), make)


@hostile("10 000 annotations")
def save_annotations(path):
    make = Maker()
    stamp = make.pdf.make_indirect(
        Dictionary(
            F=4,
            Rect=Array([0, 0, 9, 9]),
            AP=Dictionary(N=make.form(b"0 0 9 9 re f", box=(0, 0, 9, 9))),
        )
    )
    page = make.page()
    page.Annots = Array([stamp] * 10_000)
    make.save(path)


@hostile("numbers that are none")
def save_numbers(path):
    make = Maker()
    page = make.page(
        b"nan inf 1e400 -1e400 re f 1e308 0 0 1e308 0 0 cm 1e308 1e308 m 9 9 l S"
        b" BT /F inf Tf nan nan Td (a) Tj ET NaN w 0 0 m 9 9 l S",
        {"/Font": Dictionary(F=make.font())},
    )
    page.UserUnit = 10**17
    page.TrimBox = Array([0, 0, 10**17, 5])
    make.save(path)


@hostile("LZW that may be endless")
def save_lzw(path):
    make = Maker()
    one_page(path, make.stream(b"\x80" * 4 * MIB, Filter=Name.LZWDecode), make)


@hostile("cut off at half")
def save_half(path):
    make = Maker()
    for _page in range(50):
        make.page(b"0 0 9 9 re f")
    make.save(path)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


@hostile("wrong types all over")
def save_types(path):
    make = Maker()
    page = make.page(b"/A gs /A cs 1 scn /A Do /A sh BT /A 9 Tf (a) Tj ET /OC /A BDC")
    page.Resources = Dictionary(
        {
            f"/{kind}": Dictionary(A=value)
            for kind, value in {
                "ExtGState": Array([1]),
                "ColorSpace": Array([Name.Separation, 5]),
                "XObject": Dictionary(Subtype=Name.Image),
                "Shading": 7,
                "Font": Array([Name.A]),
                "Properties": 3,
            }.items()
        }
    )
    page.Annots = Array([1, Name.A, Dictionary(F=4, AP=Array([]), Rect=5)])
    page.TrimBox, page.Rotate = Array([Name.A, 1, 2, 3]), Name.A
    make.pdf.Root.OCProperties = Array([3])
    make.pdf.Root.OutputIntents = Dictionary(A=1)
    make.pdf.Root.Metadata = 5
    make.save(path)


def _save_object(path, raw):
    """Write a PDF whose page refers to an object that only its bytes tell."""
    make = Maker()
    page = make.page()
    page.Harm = make.pdf.make_indirect(Stream(make.pdf, b"HARM"))
    page.Resources = Dictionary(ExtGState=page.Harm)
    make.save(path, compress_streams=False)
    file = path.read_bytes()
    start = file.index(b"<< /Length 4 >>")
    end = file.index(b"endstream", start) + len(b"endstream")
    path.write_bytes(file[:start] + raw + file[end:])
