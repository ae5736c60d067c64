"""PDFs with something changed in them, as broken disks, networks and people do.

A short run each time; ``MUTATIONS=10000`` runs as many, ``MUTATIONS_OF`` names a folder
with PDFs to change beside our own. The same number always gives the same file.
"""

import json
import os
import random
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import repeat
from pathlib import Path

import pikepdf
import pytest
from hostile import honest, pdf_of, saved
from prepress import FileFacts
from prepress.sandbox import READING, inspect

COUNT = int(os.environ.get("MUTATIONS", "120"))
TROUBLES = {
    "",
    "broken",
    "empty",
    "encrypted",
    "no_pages",
    "too_deep",
    "too_large",
    "too_slow",
}
NUMBERS = [b"-1", b"0", b"2147483648", b"99999999999999999999", b"1e309", b"0.00001"]
WORDS = [b"/Type", b"R", b"<<", b">>", b"[", b"]", b"Do", b"q", b"Q", b"cm", b"null"]


def originals():
    """Return PDFs as bytes: packed, plain to read, of many pages, of others."""
    packed = saved(honest(), object_stream_mode=pikepdf.ObjectStreamMode.generate)
    plain = saved(
        honest(),
        qdf=True,
        object_stream_mode=pikepdf.ObjectStreamMode.disable,
    )
    many = saved(pdf_of(b"0 0 1 rg 0 0 9 9 re f 0 0 m 9 9 l S", pages=30))
    folder = os.environ.get("MUTATIONS_OF")
    others = (
        [path.read_bytes() for path in sorted(Path(folder).rglob("*.pdf"))]
        if folder
        else []
    )
    return [packed, plain, many, *others]


def mutated(data, chance):
    """Return ``data`` with one to eight things changed."""
    data = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        place = chance.randrange(len(data))
        length = min(chance.choice([1, 4, 60, 1000]), len(data) - place)
        what = chance.randrange(7)
        if what == 0:
            data[place] ^= 1 << chance.randrange(8)
        elif what == 1:
            del data[place : place + length]
        elif what == 2:
            data[place:place] = data[place : place + length]
        elif what == 3:
            data[place : place + length] = chance.randbytes(length)
        elif what == 4:
            data[place:place] = chance.choice(NUMBERS)
        elif what == 5:
            data[place : place + 1] = b" " + chance.choice(WORDS) + b" "
        elif len(data) > 2000:
            del data[place:]
        if not data:
            data += b"%"
    return bytes(data)


def tried(number, pdfs, folder):
    """Return the verdict on the file of that number, after having looked at it."""
    chance = random.Random(number)
    path = Path(folder, f"{number}.pdf")
    path.write_bytes(mutated(chance.choice(pdfs), chance))
    begun = time.monotonic()
    facts = inspect(path)
    seconds = time.monotonic() - begun
    path.unlink()
    assert facts.trouble in TROUBLES, number
    if facts.format == "pdf":
        assert bool(facts.trouble) != bool(facts.pages), number
    assert seconds < READING.wall_s + 5, number
    kept = json.dumps(facts.to_json(), allow_nan=False)
    assert "\\u0000" not in kept, number
    assert FileFacts.from_json(json.loads(kept)) == facts, number
    return facts.trouble or "read"


@pytest.mark.parametrize("batch", range(min(COUNT, 10)))
def test_a_changed_pdf_ends_in_a_verdict(batch, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    numbers = range(batch, COUNT, 10)
    with ThreadPoolExecutor(2) as pool:
        verdicts = Counter(
            pool.map(tried, numbers, repeat(originals()), repeat(tmp_path))
        )
    assert verdicts.total() == len(numbers)
    print(dict(verdicts))
    assert not list(scratch.iterdir())
