"""Imposing: 200 pages in half a second, and twice the pages in twice the time.

The ratio is to what qpdf takes to copy the same file page by page, by way of pikepdf.
Time is that of the processor, which other work on the machine changes little.
"""

import sys
import time
from pathlib import Path

import pikepdf
import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [
    str(ROOT / "addons" / "print_prepress"),
    str(ROOT / "tests" / "prepress"),
]

from book import save_book  # noqa: E402
from prepress.imposition import Scheme, Sheet, plan  # noqa: E402
from prepress.imposition.pdf import impose  # noqa: E402

PAGES = 200
SECONDS = 0.5
ROUNDS = 3
TWICE_AT_MOST = 2.6  # with room for what the clock of a busy machine blurs
SCHEME = Scheme(
    Sheet(1000, 700, gripper_mm=10),
    "saddle",
    fold="F16-7",
    face_mm=3,
    head_mm=3,
    foot_mm=3,
    creep_mm=0.05,
)


def seconds_of(do):
    """Return what something takes in the fastest round."""
    rounds = []
    for _round in range(ROUNDS):
        began = time.process_time()
        do()
        rounds.append(time.process_time() - began)
    return min(rounds)


def imposing(path, pages):
    def do():
        planned = plan(SCHEME, pages, (210, 297))
        impose([path], path.with_suffix(".imposed.pdf"), planned)

    return do


def copying(path):
    def do():
        with pikepdf.open(path) as given, pikepdf.new() as made:
            made.pages.extend(given.pages)
            made.save(path.with_suffix(".copy.pdf"))

    return do


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return save_book(tmp_path_factory.mktemp("book") / "book.pdf", PAGES)


def test_two_hundred_pages_are_imposed_in_half_a_second(book, capsys):
    seconds = seconds_of(imposing(book, PAGES))
    ratio = seconds / seconds_of(copying(book))
    grown = book.with_suffix(".imposed.pdf").stat().st_size / book.stat().st_size
    with capsys.disabled():
        print(f"\nimposition: {PAGES} pages in {seconds:.2f} s")
        print(f"imposition: {ratio:.1f} × what qpdf takes to copy them")
        print(f"imposition: {grown:.2f} × the size of the file")
    assert seconds < SECONDS
    assert grown < 1.2


def test_twice_the_pages_take_twice_the_time(book, tmp_path, capsys):
    twice = save_book(tmp_path / "twice.pdf", 2 * PAGES)
    ratio = seconds_of(imposing(twice, 2 * PAGES)) / seconds_of(imposing(book, PAGES))
    with capsys.disabled():
        print(f"\nimposition: twice the pages take {ratio:.2f} × the time")
    assert ratio < TWICE_AT_MOST
