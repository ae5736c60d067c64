"""Coverage is told in a table, and its gaps by name."""

import json
import subprocess
import sys
from types import SimpleNamespace

from shop.coverage import NOTING, Coverage, describe, merge


def found(**files):
    """Return what was noted about files of 100 lines and 20 branches.

    :param files: lines run, branches run, numbers of the lines that were not, by name
    """
    return merge(
        [
            {
                "files": {
                    f"addons/{name}.py": {
                        "executed_lines": [line + 1000 for line in range(ran)],
                        "missing_lines": missing,
                        "executed_branches": [[1, to] for to in range(branches)],
                        "missing_branches": [[2, to] for to in range(branches, 20)],
                    }
                    for name, (ran, branches, missing) in files.items()
                }
            }
        ]
    )


def test_each_addon_and_all_of_them_have_a_share():
    _head, *lines = describe(
        found(
            **{
                "one/a": (100, 20, []),
                "one/b": (98, 10, [3, 4]),
                "two/c": (96, 20, [1, 2, 3, 4]),
            }
        )
    )
    assert [line.split() for line in lines] == [
        ["one", "95.0", "%"],
        ["two", "96.7", "%"],
        ["total", "95.6", "%"],
    ]


def test_what_is_below_the_target_says_so():
    lines = list(describe(found(**{"one/a": (90, 17, range(1, 11))})))
    assert lines[-1] == "  below the target of 90 %"


def test_gaps_are_named_the_worst_first():
    lines = list(
        describe(
            found(
                **{
                    "a/good": (80, 16, range(1, 21)),
                    "a/poor": (79, 16, [3, 4, 5, 8, *range(20, 37)]),
                    "a/none": (0, 0, [1]),
                }
            )
        )
    )
    assert lines[-2:] == [
        "    0 %  addons/a/none.py: 1",
        "   79 %  addons/a/poor.py: 3-5, 8, 20-36",
    ]
    assert "good.py" not in "".join(lines)


def test_a_long_list_of_missing_lines_is_cut():
    missing = list(range(1, 400, 2))
    assert list(describe(found(**{"a/none": (0, 0, missing)})))[-1].endswith(" ...")


def test_what_one_run_misses_another_may_have_run():
    first, second = (
        {
            "files": {
                "addons/a/b.py": {
                    "executed_lines": ran,
                    "missing_lines": missing,
                    "executed_branches": [branch],
                    "missing_branches": [other],
                }
            }
        }
        for ran, missing, branch, other in (
            ([1, 2], [3, 4], [2, 3], [2, 4]),
            ([1, 3], [2, 4], [2, 4], [2, 3]),
        )
    )
    ran, there = merge([first, second])["addons/a/b.py"]
    assert there - ran == {(4,)}


def test_a_second_run_keeps_what_the_first_has_noted(tmp_path):
    tools = SimpleNamespace(packages=tmp_path / "packages")
    cover = Coverage(tmp_path, tools, wanted=True)
    runs = [cover.of("odoo", "server") for _run in range(2)]
    assert len({words[2] for words in runs}) == 2


CODE = """
def which(number):
    if number:
        return "some"
    return "none"
"""
ASKS = """
import sys
from addons.a import which
print(*sys.argv[1:])
which(1)
"""


def test_what_runs_is_noted_line_by_line_and_branch_by_branch(tmp_path):
    for name, code in (
        ("addons/a/__init__.py", CODE),
        ("addons/a/tests/__init__.py", ""),
        ("asks.py", ASKS),
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(code)
    words = [sys.executable, "-P", NOTING, "notes.json", "asks", "-x", "y"]
    done = subprocess.run(
        words, cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout == "-x y\n"
    notes = json.loads((tmp_path / "notes.json").read_text())
    ((name, (ran, there)),) = merge([notes]).items()
    assert name == "addons/a/__init__.py"
    assert ran == {(2,), (3,), (4,), (3, 4)}
    assert there - ran == {(5,), (3, 5)}
