"""Pictures of pages and places show what was meant, where it was meant."""

import base64
import io
import struct

import format_samples as samples
import pytest
from pdfs import MM, Maker
from PIL import Image
from prepress.budget import Budget
from prepress.formats import read_other
from prepress.identify import identify
from prepress.render import NoPicture, draw_page, draw_place

FRAME = (214, 0, 110)


def opened(content):
    image = Image.open(io.BytesIO(content))
    assert image.format == "PNG"
    return image.convert("RGB")


def near(colour, expected, by=40):
    return all(abs(a - b) <= by for a, b in zip(colour, expected, strict=True))


@pytest.fixture
def spotted(tmp_path):
    """A page 200 x 100 mm, a red square of 10 mm with its corner at (150, 20)."""
    make = Maker()
    content = b"1 0 0 rg %f %f %f %f re f" % (150 * MM, 20 * MM, 10 * MM, 10 * MM)
    make.page(content, media=(0, 0, 200 * MM, 100 * MM))
    path = tmp_path / "spot.pdf"
    return path, make.facts(path).pages[0]


def test_a_page_is_drawn_at_the_size_asked_for(spotted):
    path, _ = spotted
    image = opened(draw_page(path, "pdf", 1, longest=400))
    assert image.size == (400, 200)
    assert image.getpixel((310, 150)) == (255, 0, 0)
    assert image.getpixel((290, 150)) == (255, 255, 255)


def test_a_page_is_as_light_as_it_may_be_without_losing_what_matters(tmp_path):
    make = Maker()
    make.page(b"0.5 g 10 10 100 100 re f", media=(0, 0, 200, 200))
    make.page(b"0 0 1 rg 10 10 100 100 re f", media=(0, 0, 200, 200))
    path = tmp_path / "pages.pdf"
    make.facts(path)
    noise = Image.effect_noise((900, 900), 90).convert("RGB")
    noise.putpixel((5, 5), (255, 0, 0))
    photo = tmp_path / "photo.png"
    noise.save(photo)
    kinds = [
        (picture.format, picture.mode)
        for picture in (
            Image.open(io.BytesIO(draw_page(path, "pdf", 1))),
            Image.open(io.BytesIO(draw_page(path, "pdf", 2))),
            Image.open(io.BytesIO(draw_page(photo, "png", 1))),
        )
    ]
    assert kinds == [("PNG", "L"), ("PNG", "RGB"), ("JPEG", "RGB")]


def test_a_place_stands_in_its_frame(spotted):
    path, page = spotted
    image = opened(draw_place(path, "pdf", page, (150.0, 20.0, 160.0, 30.0)))
    width, height = image.size
    assert width == height  # the page goes on at all sides
    assert image.getpixel((width // 2, height // 2)) == (255, 0, 0)
    assert image.getpixel((5, 5)) == (255, 255, 255)
    middle = [image.getpixel((x, height // 2)) for x in range(width)]
    framed = [x for x, colour in enumerate(middle) if near(colour, FRAME)]
    red = [x for x, colour in enumerate(middle) if colour == (255, 0, 0)]
    assert framed[0] < red[0] and red[-1] < framed[-1]


def test_a_hairline_has_a_frame_that_is_seen(spotted):
    path, page = spotted
    image = opened(draw_place(path, "pdf", page, (50.0, 50.0, 50.01, 90.0)))
    rows = [
        x
        for x in range(image.width)
        if near(image.getpixel((x, image.height // 2)), FRAME)
    ]
    assert rows[-1] - rows[0] > 10


@pytest.mark.parametrize(
    "box",
    [
        (0.0, 0.0, 200.0, 100.0),
        (-5.0, -5.0, 3.0, 3.0),
        (199.9, 99.9, 210.0, 120.0),
        (500.0, 500.0, 600.0, 600.0),
        (50.0, 50.0, 50.0, 50.0),
    ],
)
def test_any_place_can_be_drawn(spotted, box):
    path, page = spotted
    assert max(opened(draw_place(path, "pdf", page, box)).size) <= 480


def test_a_cropped_page_that_lies_on_its_side_is_shown_as_places_are_counted(tmp_path):
    make = Maker()
    make.page(
        b"1 0 0 rg 0 0 20 20 re f",
        media=(0, 0, 200, 100),
        CropBox=(50, 50, 100, 100),
        Rotate=90,
        UserUnit=3,
    )
    path = tmp_path / "turned.pdf"
    [page] = make.facts(path).pages
    assert opened(draw_page(path, "pdf", 1, longest=200)).size == (100, 200)
    # The lower left corner of the content is the upper left one of what is shown.
    top = page.media[3]
    corner = (0.0, top - 60 / MM, 60 / MM, top)
    image = opened(draw_place(path, "pdf", page, corner))
    assert image.getpixel((20, 20)) == (255, 0, 0)
    assert image.getpixel((image.width - 3, image.height - 3)) == (255, 255, 255)


@pytest.fixture
def write(tmp_path):
    def path_of(content):
        path = tmp_path / "file"
        path.write_bytes(content)
        return path, identify(path)

    return path_of


PICTURES = {
    "CMYK TIFF": samples.picture("TIFF"),
    "Lab TIFF": samples.picture("TIFF", "LAB"),
    "1-bit TIFF": samples.picture("TIFF", "1", compression="group4"),
    "16-bit TIFF": samples.picture("TIFF", "I;16"),
    "CMYK JPEG": samples.picture("JPEG"),
    "gray JPEG": samples.picture("JPEG", "L"),
    "PNG": samples.picture("PNG", "RGBA"),
    "PSD": samples.psd(size=(600, 300)),
    "INDD": samples.indd(
        thumbnail=base64.b64encode(samples.picture("JPEG", "RGB")).decode()
    ),
    "CDR": samples.zip_of(
        {
            "content/riffData.cdr": samples.riff(b"CDRI"),
            "metadata/thumbnails/thumbnail.bmp": samples.picture("BMP", "RGB"),
        }
    ),
}


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_or_what_a_document_carries_is_shown(write, name):
    path, format_ = write(PICTURES[name])
    image = opened(draw_page(path, format_, 1, longest=200))
    assert image.size == (200, 100)


def test_dark_and_light_are_not_turned_round(write):
    path, format_ = write(samples.picture("TIFF", "L"))
    image = opened(draw_page(path, format_, 1, longest=200))
    assert image.getpixel((100, 2))[0] < 40 and image.getpixel((100, 97))[0] > 215
    sixteen = Image.new("I;16", (10, 10), 65_535)
    content = io.BytesIO()
    sixteen.save(content, "TIFF")
    path, format_ = write(content.getvalue())
    assert near(opened(draw_page(path, format_)).getpixel((5, 5)), (255, 255, 255))


def test_what_is_clear_is_white(write):
    content = io.BytesIO()
    Image.new("RGBA", (10, 10), (0, 0, 0, 0)).save(content, "PNG")
    path, format_ = write(content.getvalue())
    assert opened(draw_page(path, format_)).getpixel((5, 5)) == (255, 255, 255)


def test_pixels_that_are_too_large_are_seen_as_pixels(write):
    path, format_ = write(samples.picture("PNG", "L", dpi=(10, 10)))
    page = read_other(path, format_, Budget()).pages[0]
    image = opened(draw_place(path, format_, page, (100.0, 100.0, 102.0, 102.0)))
    rows = {image.getpixel((2, y)) for y in range(image.height)}
    assert image.height > 200 and len(rows) < 20


def test_the_second_page_of_a_tiff(write):
    second = Image.new("RGB", (600, 300), "red")
    path, format_ = write(
        samples.picture("TIFF", "RGB", save_all=True, append_images=[second])
    )
    image = opened(draw_page(path, format_, 2, longest=100))
    assert image.getpixel((50, 25)) == (255, 0, 0)
    with pytest.raises(NoPicture):
        draw_page(path, format_, 3)


EPS = samples.eps(
    "%%BoundingBox: 0 0 200 100",
    body=b"1 0 0 setrgbcolor 0 0 100 100 rectfill showpage\n",
)


def test_an_eps_is_drawn_where_ghostscript_is(write, program):
    program("gs")
    path, format_ = write(EPS)
    image = opened(draw_page(path, format_, 1, longest=200))
    assert image.size == (200, 100)
    assert near(image.getpixel((50, 50)), (255, 0, 0))
    assert near(image.getpixel((150, 50)), (255, 255, 255))


def test_an_eps_shows_its_preview_where_ghostscript_is_not(write, monkeypatch):
    monkeypatch.setenv("PATH", "/nowhere")
    path, format_ = write(samples.dos_eps(EPS, samples.picture("TIFF", "L")))
    assert opened(draw_page(path, format_, 1, longest=200)).size == (200, 100)
    path, format_ = write(EPS)
    with pytest.raises(NoPicture):
        draw_page(path, format_)


def test_an_eps_that_never_ends_has_no_picture(write, program, monkeypatch):
    program("gs")
    monkeypatch.setattr("prepress.render._POSTSCRIPT_S", 1)
    path, format_ = write(samples.eps("%%BoundingBox: 0 0 9 9", body=b"{} loop\n"))
    with pytest.raises(NoPicture):
        draw_page(path, format_)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7\nnothing",
        samples.picture("TIFF")[:200],
        samples.picture("JPEG")[:200],
        samples.QXD,
        samples.indd(),
        samples.zip_of({"a.pdf": b""}),
        samples.psd(version=2),
        samples.eps(),
    ],
)
def test_what_cannot_be_shown_says_so(write, content):
    path, format_ = write(content)
    with pytest.raises(NoPicture):
        draw_page(path, format_)


def test_pixels_too_many_for_memory_are_not_drawn(write):
    """The header alone claims 200 000 x 200 000 pixels."""
    content = bytearray(samples.psd())
    struct.pack_into(">II", content, 14, 200_000, 200_000)
    path, format_ = write(bytes(content))
    with pytest.raises(NoPicture):
        draw_page(path, format_)


def test_a_page_that_is_not_there(spotted):
    path, _ = spotted
    with pytest.raises(NoPicture):
        draw_page(path, "pdf", 2)
