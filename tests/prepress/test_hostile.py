"""Hostile files end in a verdict, in time, and take nothing down with them."""

import os
import time
from pathlib import Path

import pytest
from hostile import MAKERS, write
from prepress.sandbox import READING, inspect

DOCS = Path(__file__).parents[2] / "docs" / "preflight.md"
BEGIN, END = "<!-- verdicts -->\n", "<!-- end of verdicts -->\n"
WORDS = {
    "": "read",
    "broken": "broken",
    "empty": "empty",
    "encrypted": "behind a password",
    "no_pages": "no pages",
    "too_deep": "too deep",
    "too_large": "too large",
    "too_slow": "too slow",
}


@pytest.fixture(scope="module")
def verdicts():
    """Collects what became of each file, for the table."""
    return {}


@pytest.mark.parametrize("name", MAKERS)
def test_a_hostile_file_ends_in_a_verdict(name, tmp_path, verdicts):
    words, troubles, _ = MAKERS[name]
    path = write(name, tmp_path)
    begun = time.monotonic()
    facts = inspect(path)
    seconds = time.monotonic() - begun
    assert facts.trouble in troubles
    assert seconds < READING.wall_s + 5
    if facts.trouble:
        assert not facts.pages
    verdicts[words] = facts


def test_the_table_of_verdicts_is_true(verdicts):
    """``WRITE_DOCS=1`` writes it as it is now."""
    if len(verdicts) < len(MAKERS):
        pytest.skip("only some of the files were tried")
    rows = ["| File | Known as | Verdict |", "| --- | --- | --- |"]
    for words, facts in verdicts.items():
        verdict = WORDS[facts.trouble]
        if not (facts.trouble or facts.pages):
            verdict = "left to a person"
        verdict += ", repaired" if facts.is_repaired else ""
        rows.append(f"| {words} | {facts.format} | {verdict} |")
    table = "\n".join(rows) + "\n"
    before, _, rest = DOCS.read_text().partition(BEGIN)
    old, _, after = rest.partition(END)
    if os.environ.get("WRITE_DOCS"):
        DOCS.write_text(before + BEGIN + table + END + after)
    else:
        assert old == table
