"""Total ink is what plates add up to, over places that a press would notice."""

import time

import format_samples as samples
import pytest
from pdfs import MEDIA, MM, Maker, separation
from PIL import Image, ImageDraw
from prepress import FileFacts, ghostscript
from prepress.budget import Budget
from prepress.formats import read_other
from prepress.ink import ink_of, measure_ink

PAGE = (0.0, 0.0, 210.0, 297.0)
CMYK = ("Cyan", "Magenta", "Yellow", "Black")
# Eight bits of a plate, four plates, and where pixels of a screen begin.
ROUNDING, PIXEL_MM = 1.0, 0.5


def plates(**places):
    """Return plates at 72 dpi of an A4 page: for each ink (box in mm, percent)."""
    made = {}
    for name, (box, percent) in places.items():
        plate = Image.new("L", (595, 842), 255)
        left, bottom, right, top = (side / 25.4 * 72 for side in box)
        ImageDraw.Draw(plate).rectangle(
            (left, 842 - top, right - 1, 842 - bottom - 1), round(255 * (1 - percent))
        )
        made[name] = plate
    return made


def test_inks_add_up_where_they_meet():
    ink = ink_of(
        plates(Cyan=((20, 20, 60, 60), 1), Black=((50, 50, 90, 90), 0.8)), PAGE
    )
    assert ink.maximum == pytest.approx(180, abs=ROUNDING)
    assert ink.area_maximum == pytest.approx(180, abs=ROUNDING)
    left, bottom, right, top = ink.box
    assert left >= 50 - PIXEL_MM and bottom >= 50 - PIXEL_MM
    assert right <= 60 + PIXEL_MM and top <= 60 + PIXEL_MM
    assert (right - left) * (top - bottom) == pytest.approx(15, abs=0.5)
    assert ink.inks == ("Cyan", "Black")


def test_a_hairline_has_its_ink_but_no_area():
    ink = ink_of(plates(Black=((50, 50, 50.4, 200), 1)), PAGE)
    assert ink.maximum == 100
    assert ink.area_maximum < 15


def test_a_page_without_ink():
    ink = ink_of(plates(Cyan=((10, 10, 20, 20), 0)), PAGE)
    assert (ink.maximum, ink.area_maximum, ink.inks) == (0, 0, ())


def test_a_page_smaller_than_the_area_is_taken_whole():
    plate = Image.new("L", (3, 3), 0)
    assert ink_of({"Black": plate}, (0.0, 0.0, 1.0, 1.0)).area_maximum == 100


def test_ink_at_the_edge_is_not_counted_twice():
    """Half of the area lies on 2 mm of ink at the edge, half beside it."""
    ink = ink_of(plates(Black=((0, 0, 2, 297), 1)), PAGE)
    assert ink.area_maximum == pytest.approx(100 * 2 / 15**0.5, abs=4)


@pytest.fixture
def made(tmp_path):
    """Return path and facts of a PDF with heavy ink on its first page only."""
    make = Maker()
    resources = {"/ColorSpace": {"/Spot": separation("PANTONE 185 C")}}
    heavy = b"1 .9 .8 .7 k %f %f %f %f re f /Spot cs .5 scn %f %f %f %f re f" % (
        *(20 * MM, 30 * MM, 40 * MM, 30 * MM),
        *(100 * MM, 200 * MM, 40 * MM, 30 * MM),
    )
    make.page(heavy, resources)
    make.page(b"0 0 0 .5 k 100 100 100 100 re f", Rotate=90)
    path = tmp_path / "ink.pdf"
    return path, make.facts(path)


def test_ghostscript_separates_every_page(made, program):
    program("gs")
    path, facts = made
    told = []
    measured = measure_ink(path, facts, tell=lambda *pages: told.append(pages))
    first, second = (page.ink for page in measured.pages)
    assert measured.ink_trouble == ""
    assert first.inks == (*CMYK, "PANTONE 185 C")
    assert first.maximum == pytest.approx(340, abs=ROUNDING)
    assert first.area_maximum == pytest.approx(340, abs=ROUNDING)
    left, bottom, right, top = first.box
    assert 20 - PIXEL_MM <= left < right <= 60 + PIXEL_MM
    assert 30 - PIXEL_MM <= bottom < top <= 60 + PIXEL_MM
    assert (second.area_maximum, second.inks) == (pytest.approx(50, abs=1), ("Black",))
    assert told == [(2, 2)]
    assert FileFacts.from_json(measured.to_json()) == measured


def test_places_are_counted_on_the_page_as_it_is_shown(tmp_path, program):
    """On its side, and four times as large as its numbers say."""
    program("gs")
    make = Maker()
    make.page(b"0 0 0 1 k 0 0 50 50 re f", media=(0, 0, 300, 200), Rotate=90)
    facts = make.facts(tmp_path / "turned.pdf")
    [page] = measure_ink(tmp_path / "turned.pdf", facts).pages
    left, bottom, right, top = page.ink.box
    assert page.media[:2] == (0, 0) and page.media[2] < page.media[3]
    assert right <= 50 / MM + 1 and bottom >= page.media[3] - 50 / MM - 1
    assert left >= 0 and top <= page.media[3]


def test_names_of_inks_are_those_of_the_file(tmp_path, program):
    """Ghostscript names files after them: none of them leads out of our folder."""
    program("gs")
    make = Maker()
    names = ["../../evil", "a/b%d (x) Ж"]
    spaces = {f"/S{at}": separation(name) for at, name in enumerate(names)}
    content = b"/S0 cs 1 scn 10 10 99 99 re f /S1 cs 1 scn 300 300 99 99 re f"
    make.page(content, {"/ColorSpace": spaces})
    path = tmp_path / "inner" / "names.pdf"
    path.parent.mkdir()
    facts = make.facts(path)
    [page] = measure_ink(path, facts).pages
    assert page.ink.inks == ("../../evil", "a/b%d (x) Ж")
    assert [each.name for each in tmp_path.iterdir()] == ["inner"]


def test_a_page_that_cannot_be_drawn_is_not_called_clean(tmp_path, program):
    program("gs")
    make = Maker()
    spaces = {"/S": separation("L" * 300)}  # a name too long for a file
    make.page(b"/S cs 1 scn 10 10 99 99 re f", {"/ColorSpace": spaces})
    facts = make.facts(tmp_path / "long.pdf")
    measured = measure_ink(tmp_path / "long.pdf", facts)
    assert (measured.pages[0].ink, measured.ink_trouble) == (None, "failed")


def test_plates_without_the_inks_of_the_file_are_not_believed(tmp_path, program):
    """It promises ink and draws none, as old programs do where they find plates."""
    program("gs")
    path = tmp_path / "old.eps"
    box, inks = "%%BoundingBox: 0 0 72 72", "%%DocumentProcessColors: Cyan"
    for colour, trouble in ((b"1 setgray", "failed"), (b"1 0 0 0 setcmykcolor", "")):
        body = colour + b" 0 0 72 72 rectfill showpage\n"
        path.write_bytes(samples.eps(box, inks, body=body))
        measured = measure_ink(path, read_other(path, "eps", Budget()))
        assert measured.ink_trouble == trouble
        assert bool(measured.pages[0].ink) == (not trouble)


def test_without_ghostscript_it_is_not_measured(made, monkeypatch):
    path, facts = made
    monkeypatch.setenv("PATH", "/nowhere")
    measured = measure_ink(path, facts)
    assert measured.ink_trouble == "no_ghostscript"
    assert all(page.ink is None for page in measured.pages)


def test_time_that_is_up_leaves_pages_unmeasured(made, program):
    program("gs")
    path, facts = made
    measured = measure_ink(path, facts, seconds=0)
    assert measured.ink_trouble == "too_slow"


def test_a_banner_is_looked_at_more_coarsely(tmp_path, program):
    """Ten metres by three would be 240 million pixels."""
    program("gs")
    make = Maker()
    make.page(b"1 1 0 0 k 0 0 9999 9999 re f", media=(0, 0, 9999, 3000), UserUnit=2.8)
    path = tmp_path / "banner.pdf"
    facts = make.facts(path)
    assert facts.pages[0].media[2] > 9000
    [page] = measure_ink(path, facts).pages
    assert page.ink.area_maximum == pytest.approx(200, abs=ROUNDING)


@pytest.mark.parametrize("format_", ["TIFF", "JPEG"])
def test_ink_of_a_picture(tmp_path, format_):
    image = Image.new("CMYK", (900, 600), (0, 0, 0, 0))
    image.paste((255, 204, 0, 128), (0, 0, 300, 300))
    path = tmp_path / "picture"
    image.save(path, format_, dpi=(300, 300), **{"quality": 95})
    facts = measure_ink(path, read_other(path, format_.lower(), Budget()))
    [page] = facts.pages
    assert page.ink.area_maximum == pytest.approx(100 + 80 + 50, abs=3)
    assert page.ink.box[2] <= 25.4 + PIXEL_MM
    assert page.ink.box[1] >= 25.4 - PIXEL_MM


def test_ink_of_what_is_not_separated_yet_is_not_known(tmp_path):
    path = tmp_path / "picture"
    path.write_bytes(samples.picture("TIFF", "RGB"))
    measured = measure_ink(path, read_other(path, "tiff", Budget()))
    assert measured.ink_trouble == "not_separated"


def test_nothing_is_measured_of_a_file_without_pages():
    facts = FileFacts(format="pdf", trouble="broken")
    assert measure_ink("/nowhere", facts) == facts


@pytest.mark.quiet
def test_a_page_costs_little(tmp_path, program):
    """At most 1.3 s a page on a quiet machine: four times that on a busy one."""
    program("gs")
    make = Maker()
    for _ in range(8):
        make.page(b".5 .4 .3 .2 k 0 0 600 800 re f", media=MEDIA)
    facts = make.facts(tmp_path / "eight.pdf")
    begin = time.monotonic()
    measured = measure_ink(tmp_path / "eight.pdf", facts)
    assert time.monotonic() - begin < 8 * 1.3 * 4
    assert not measured.ink_trouble


def test_ghostscript_cannot_read_anything_else(tmp_path, program):
    """A program in PostScript is a program: this one wants to read a file."""
    program("gs")
    secret = tmp_path / "secret"
    secret.write_text("(found) show")
    program_text = f"({secret}) (r) file closefile\n".encode()
    content = samples.eps("%%BoundingBox: 0 0 72 72", body=program_text)
    path = tmp_path / "a.eps"
    path.write_bytes(content + b"0 0 72 72 rectfill showpage\n")
    folder = tmp_path / "out"
    folder.mkdir()
    ghostscript.run("png16m", path, folder, 20, ("-dEPSCrop",))
    assert list(folder.iterdir()) == []  # it stopped at the forbidden line
