"""The table of other servers' cases names tests that are there."""

import re
from pathlib import Path

HERE = Path(__file__).parent
TABLE = HERE.parents[1] / "docs/file-server-cases.md"


def test_each_case_of_the_table_has_its_test():
    named = set(re.findall(r"`(test_\w+)`", TABLE.read_text()))
    assert len(named) > 30
    there = {
        name
        for path in HERE.glob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
    }
    assert not named - there


def test_each_case_is_told_once():
    lines = [line for line in TABLE.read_text().splitlines() if line.startswith("| `")]
    cases = [
        case for line in lines for case in re.findall(r"`(\w+)`", line.split("|")[1])
    ]
    assert len(cases) == len(set(cases)) > 80
