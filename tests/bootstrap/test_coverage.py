"""Coverage is told in a line, and its gaps by name."""

from shop.coverage import describe


def found(total, **files):
    return {
        "totals": {"percent_covered": total},
        "files": {
            f"addons/{name}.py": {
                "summary": {"percent_covered": share},
                "missing_lines": missing,
            }
            for name, (share, missing) in files.items()
        },
    }


def test_gaps_are_named_the_worst_first():
    lines = describe(
        found(91.24, good=(80, [1]), poor=(79.9, [3, 4, 5, 8]), none=(0, [1]))
    )
    assert list(lines) == [
        "\nCoverage: 91.2 % of our add-ons",
        "    0 %  addons/none.py: 1",
        "   79 %  addons/poor.py: 3-5, 8",
    ]


def test_what_is_below_the_target_says_so():
    (line,) = describe(found(89.94, good=(100, [])))
    assert line == "\nCoverage: 89.9 % of our add-ons, below the target of 90 %"


def test_a_file_may_lack_branches_alone():
    _total, line = describe(found(95, some=(70, [])))
    assert line.endswith("some.py: branches")
