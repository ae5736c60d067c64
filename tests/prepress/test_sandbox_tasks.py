"""What the walls leave room for: reading, measuring ink, drawing."""

import io
import shutil

import pytest
from hostile import honest, pdf_of, saved
from PIL import Image
from prepress import sandbox
from prepress.sandbox import (
    draw_pages,
    draw_place,
    draw_plates,
    inspect,
    measure_ink,
)

PNG = b"\x89PNG"
needs_ghostscript = pytest.mark.skipif(
    not shutil.which("gs"), reason="Ghostscript is not installed"
)


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "honest.pdf"
    path.write_bytes(saved(honest()))
    return path


def test_an_honest_file_is_read(file):
    facts = inspect(file)
    assert (facts.format, facts.trouble, facts.page_count) == ("pdf", "", 1)
    [page] = facts.pages
    assert "PANTONE 185 C" in page.inks
    assert [font.name for font in facts.fonts] == ["Helvetica"]


def test_progress_is_told(tmp_path, monkeypatch):
    path = tmp_path / "book.pdf"
    path.write_bytes(saved(pdf_of(b"0 0 m 9 9 l S\n" * 5000, pages=60)))
    told = []
    inspect(path, tell=lambda done, total: told.append((done, total)))
    assert told
    assert {total for _, total in told} == {60}
    assert [done for done, _ in told] == sorted(done for done, _ in told)


@needs_ghostscript
def test_ink_is_measured(file):
    facts = inspect(file)
    measured = measure_ink(file, facts)
    assert measured.ink_trouble == ""
    [page] = measured.pages
    assert page.ink.maximum > 300
    assert "PANTONE 185 C" in page.ink.inks
    assert page.images == facts.pages[0].images, "all else is as it was"


def test_ink_that_takes_too_long_is_not_known(file):
    facts = inspect(file)
    hasty = sandbox.Limits(wall_s=0.01, written=1 << 20)
    measured = measure_ink(file, facts, hasty)
    assert measured.ink_trouble == "too_slow"
    assert measured.pages[0].ink is None
    assert measured.pages[0].images == facts.pages[0].images


def pictures(file, asked, **limits):
    """Return what is told of each page, by its place in ``asked``."""
    told = {}
    draw_pages(file, "pdf", asked, told.__setitem__, **limits)
    return told


def test_pages_and_places_are_drawn(file):
    [page] = inspect(file).pages
    drawn = pictures(file, [(1, 300), (2, 300), (1, 120)])
    assert drawn[1] is None, "there is no second page"
    place = draw_place(file, "pdf", page, (5.0, 5.0, 30.0, 30.0), 200)
    for content, longest in ((drawn[0], 300), (drawn[2], 120), (place, 200)):
        assert content.startswith(PNG)
        assert max(Image.open(io.BytesIO(content)).size) == longest


def test_pages_drawn_before_a_stop_are_kept(file):
    tight = sandbox.Limits(cpu_s=20, wall_s=30, answer=30_000)
    drawn = pictures(file, [(1, 60), (1, 3600), (1, 60)], limits=tight)
    assert list(drawn) == [0]


def test_what_cannot_be_drawn_has_no_picture(file):
    file.write_bytes(b"%PDF-1.7 and nothing else")
    assert pictures(file, [(1, 300)]) == {0: None}


@needs_ghostscript
def test_a_page_comes_apart_into_its_plates(file):
    facts = inspect(file)
    plates = draw_plates(file, "pdf", facts.pages[0], 300)
    [measured] = measure_ink(file, facts).pages
    assert set(plates) == set(measured.ink.inks)
    assert plates["Cyan"][1] == "#009fe3"
    content, colour = plates["PANTONE 185 C"]
    plate = Image.open(io.BytesIO(content))
    assert (plate.format, plate.mode, max(plate.size)) == ("PNG", "L", 300)
    darkest, lightest = plate.getextrema()
    assert darkest < 64 and lightest == 255, "ink here, none there"
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    assert red > 180 and green < 120 and blue < 160, colour


def test_what_has_no_plates_says_so(tmp_path):
    path = tmp_path / "screen.png"
    Image.new("RGB", (60, 40), "red").save(path)
    facts = inspect(path)
    assert draw_plates(path, facts.format, facts.pages[0], 300) == {}
