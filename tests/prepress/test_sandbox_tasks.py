"""What the walls leave room for: reading, measuring ink, drawing."""

import io
import shutil

import pytest
from hostile import honest, pdf_of, saved
from PIL import Image
from prepress import sandbox
from prepress.sandbox import draw_page, draw_place, inspect, measure_ink

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


def test_pages_and_places_are_drawn(file):
    [page] = inspect(file).pages
    whole = draw_page(file, "pdf", 1, 300)
    place = draw_place(file, "pdf", page, (5.0, 5.0, 30.0, 30.0), 200)
    for content, longest in ((whole, 300), (place, 200)):
        assert content.startswith(PNG)
        assert max(Image.open(io.BytesIO(content)).size) == longest


def test_what_cannot_be_drawn_has_no_picture(file):
    file.write_bytes(b"%PDF-1.7 and nothing else")
    assert draw_page(file, "pdf", 1, 300) is None
