"""Coverage is told in a table, and its gaps by name."""

from types import SimpleNamespace

from shop.coverage import Coverage, describe


def found(**files):
    """Return what coverage.py writes about files of 100 lines and 20 branches."""
    return {
        "files": {
            f"addons/{name}.py": {
                "summary": {
                    "covered_lines": ran,
                    "num_statements": 100,
                    "covered_branches": branches,
                    "num_branches": 20,
                },
                "missing_lines": missing,
            }
            for name, (ran, branches, missing) in files.items()
        },
    }


def test_each_addon_and_all_of_them_have_a_share():
    _head, *lines = describe(
        found(**{"one/a": (100, 20, []), "one/b": (98, 10, [3]), "two/c": (96, 20, [])})
    )
    assert [line.split() for line in lines] == [
        ["one", "95.0", "%"],
        ["two", "96.7", "%"],
        ["total", "95.6", "%"],
    ]


def test_what_is_below_the_target_says_so():
    lines = list(describe(found(**{"one/a": (90, 17, [1])})))
    assert lines[-1] == "  below the target of 90 %"


def test_gaps_are_named_the_worst_first():
    lines = list(
        describe(
            found(
                **{
                    "a/good": (80, 16, [1]),
                    "a/poor": (79, 16, [3, 4, 5, 8]),
                    "a/none": (0, 0, [1]),
                }
            )
        )
    )
    assert lines[-2:] == [
        "    0 %  addons/a/none.py: 1",
        "   79 %  addons/a/poor.py: 3-5, 8",
    ]
    assert "good.py" not in "".join(lines)


def test_a_long_list_of_missing_lines_is_cut():
    missing = list(range(1, 400, 2))
    assert list(describe(found(**{"a/none": (0, 0, missing)})))[-1].endswith(" ...")


def test_a_second_run_keeps_what_the_first_has_noted(tmp_path):
    tools = SimpleNamespace(packages=tmp_path / "packages")
    cover = Coverage(tmp_path, tools, wanted=True)
    runs = [cover.of("odoo", "server") for _run in range(2)]
    notes = {word for words in runs for word in words if "data-file" in word}
    assert len(notes) == 2
