"""Reading a PDF: 200 pages in a second, and twice the pages in twice the time.

Time is that of the processor, which other work on the machine changes little.
"""

import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [
    str(ROOT / "addons" / "print_prepress"),
    str(ROOT / "tests" / "prepress"),
]

from book import save_book  # noqa: E402
from prepress.budget import Budget  # noqa: E402
from prepress.pdf import read_pdf  # noqa: E402

PAGES = 200
SECONDS = 1
ROUNDS = 3
TWICE_AT_MOST = 2.6  # with room for what the clock of a busy machine blurs


def seconds_of(path):
    """Return what reading takes in the fastest round."""
    rounds = []
    for _round in range(ROUNDS):
        began = time.process_time()
        facts = read_pdf(path, Budget(seconds=600))
        rounds.append(time.process_time() - began)
        assert not facts.is_partial
    return min(rounds)


def seconds_of_poppler(path):
    """Return what its tools take for less: fonts, and pictures with their ppi."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for command in (["pdffonts"], ["pdfimages", "-list"]):
        subprocess.run([*command, path], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.fixture(scope="module")
def book(tmp_path_factory):
    return save_book(tmp_path_factory.mktemp("book") / "book.pdf", PAGES)


def test_two_hundred_pages_are_read_in_a_second(book, capsys):
    seconds = seconds_of(book)
    with capsys.disabled():
        print(f"\npreflight: {PAGES} pages in {seconds:.2f} s")
        if shutil.which("pdffonts"):
            ratio = seconds / seconds_of_poppler(book)
            print(f"preflight: {ratio:.1f} × what pdffonts and pdfimages take")
    assert seconds < SECONDS


def test_twice_the_pages_take_twice_the_time(book, tmp_path, capsys):
    ratio = seconds_of(save_book(tmp_path / "a.pdf", 2 * PAGES)) / seconds_of(book)
    with capsys.disabled():
        print(f"\npreflight: twice the pages take {ratio:.2f} × the time")
    assert ratio < TWICE_AT_MOST
