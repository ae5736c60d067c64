"""Files that mean harm end soon, with a true answer, by the budget alone."""

import random
import resource
import time

import pikepdf
import pytest
from book import save_book
from hostile_pdfs import HOSTILE, MIB
from prepress import FileFacts
from prepress.budget import Budget
from prepress.pdf import read_pdf

SECONDS = 60  # in the worst case on a busy machine: without budgets, none ends
LIMITS = {"seconds": 20, "tokens": 1_000_000, "content_bytes": 256 * MIB}
MUTATIONS = 300
DIGITS = b"0123456789"
# What is said of each; those that are not here are read to their end.
TROUBLE = {
    "a page tree that is its own branch": "broken",
    "no page": "no_pages",
    "20 000 pages": "too_large",
}
PARTIAL = {
    "512 MiB of blanks in a stream of 500 KB",
    "512 MiB of blanks, deflated twice",
    "100 MiB of blanks, drawn by a form again and again",
    "100 MiB of content, a thousand times on one page",
    "4^25 forms in forms",
    "4^20 forms in forms",
    "a hundred colour spaces, one on the other",
    "a colour space on itself",
    "a million states saved",
    "30 million operators",
    "a million points in one path",
    "LZW that may be endless",
}


@pytest.fixture(scope="module", autouse=True)
def memory():
    """Let none have more than 3 GiB: what asks for more fails here, not elsewhere."""
    before = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (3 << 30, before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_AS, before)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_end_with_a_verdict(name, tmp_path):
    path = tmp_path / "hostile.pdf"
    HOSTILE[name](path)
    began = time.monotonic()
    facts = read_pdf(path, Budget(**LIMITS))
    assert time.monotonic() - began < SECONDS
    assert facts.trouble == TROUBLE.get(name, "")
    assert facts.is_partial == (name in PARTIAL)
    assert bool(facts.pages) != bool(facts.trouble)
    assert FileFacts.from_json(facts.to_json()) == facts


def test_what_was_read_before_a_budget_ended_stays_true(tmp_path):
    """Boxes of all pages are known, and no page that was not read is called empty."""
    path = save_book(tmp_path / "a.pdf", pages=20)
    facts = read_pdf(path, Budget(tokens=2000))
    assert facts.is_partial and facts.page_count == len(facts.pages) == 20
    assert all(page.trim for page in facts.pages)
    assert facts.pages[0].inks and not facts.pages[-1].inks
    assert not any(page.is_empty for page in facts.pages)


@pytest.mark.parametrize(
    ("limits", "trouble"),
    [({"pages": 19}, "too_large"), ({"pages": 20}, "")],
)
def test_as_many_pages_as_the_budget_allows(tmp_path, limits, trouble):
    path = save_book(tmp_path / "a.pdf", pages=20)
    assert read_pdf(path, Budget(**limits)).trouble == trouble


def test_time_that_is_up_ends_the_reading(tmp_path):
    path = save_book(tmp_path / "a.pdf", pages=20)
    facts = read_pdf(path, Budget(seconds=0))
    assert facts.is_partial and not facts.pages[0].inks


@pytest.mark.parametrize("seed", range(MUTATIONS))
def test_a_changed_file_gets_a_verdict(tmp_path, mother, seed):
    """Bytes changed, removed, doubled: whatever it is then, it is told."""
    path = tmp_path / "a.pdf"
    path.write_bytes(mutate(mother, random.Random(seed)))
    facts = read_pdf(path, Budget(seconds=10))
    assert facts.trouble or facts.pages
    assert FileFacts.from_json(facts.to_json()) == facts


@pytest.fixture(scope="module")
def mother(tmp_path_factory):
    """Return a PDF in plain bytes, without its font: changes come to what counts."""
    path = save_book(tmp_path_factory.mktemp("mother") / "a.pdf", pages=2)
    plain = path.with_name("plain.pdf")
    with pikepdf.open(path) as pdf:
        for found in pdf.objects:
            if isinstance(found, pikepdf.Stream) and "/Length1" in found:
                found.write(b"font")
        pdf.save(
            plain,
            stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
            compress_streams=False,
        )
    return plain.read_bytes()


def mutate(raw: bytes, chance: random.Random) -> bytes:
    """Return ``raw`` with a few changes."""
    changed = bytearray(raw)
    for _change in range(chance.randint(1, 40)):
        at = chance.randrange(len(changed))
        kind = chance.randrange(5)
        if kind == 0:
            changed[at] = chance.randrange(256)
        elif kind == 1:
            changed[at] ^= 1 << chance.randrange(8)
        elif kind == 2:
            del changed[at : at + chance.randrange(1, 30)]
        elif kind == 3:
            changed[at:at] = changed[at : at + chance.randrange(1, 60)]
        else:
            near = range(at, min(at + 200, len(changed)))
            if digits := [n for n in near if changed[n] in DIGITS]:
                changed[chance.choice(digits)] = chance.choice(DIGITS)
    return bytes(changed)
