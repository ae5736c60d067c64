"""The one line of counts is true, whatever a runner says."""

import pytest
from shop.addons import FOLDER, Addon
from shop.choice import choose
from shop.counts import Count, read_junit, read_log
from shop.say import Trouble
from shop.state import ROOT
from shop.suites import has_quiet

HEAD = "2026-11-23 04:07:10,347 5761 {} db odoo.{}: {}\n"
TOTALS = "{} failed, 0 error(s) of 5 tests when loading"
LOG = (
    HEAD.format("INFO", "addons.print_x.tests.test_a", "Starting TestA.test_one ...")
    + HEAD.format("INFO", "addons.print_x.tests.test_a", "skipped TestA.test_b : why")
    + HEAD.format("ERROR", "addons.print_x.tests.test_a", "FAIL: TestA.test_one")
    + "Traceback (most recent call last):\nAssertionError: 1 != 2\n"
    + HEAD.format("INFO", "tests.stats", "print_x: 5 tests 0.10s 7 queries")
    + HEAD.format("ERROR", "tests.result", TOTALS.format(1))
)
QUIET = HEAD.format("INFO", "tests.result", TOTALS.format(0))


def test_failures_and_skips_are_counted_and_quoted():
    found = read_log(LOG)
    assert found.count == Count(passed=3, failed=1, skipped=1)
    assert found.tests == {"print_x": 5}
    assert "AssertionError: 1 != 2" in found.errors[0]
    assert "odoo.tests.stats" not in found.errors[0]


def test_an_error_beside_the_tests_is_a_failure():
    text = QUIET + HEAD.format("ERROR", "http", "Exception during request handling.")
    assert read_log(text).count == Count(passed=4, failed=1)


def test_a_quiet_log_is_a_success():
    assert read_log(QUIET).count == Count(passed=5)


def test_a_run_that_broke_down_has_passed_nothing():
    text = HEAD.format("CRITICAL", "service.server", "Failed to initialize database")
    assert read_log(text).count == Count(failed=1)


def test_a_junit_report_is_counted(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite tests="9" failures="1" errors="2" skipped="3"/>'
        "</testsuites>"
    )
    assert read_junit(report) == Count(passed=3, failed=3, skipped=3)


@pytest.fixture
def ours(monkeypatch):
    return {"print_pricing": Addon(FOLDER / "print_pricing")}


def test_no_name_means_everything(ours):
    chosen = choose([], ours)
    assert chosen.i18n
    assert {"architecture", "bootstrap", "scenario"} <= set(chosen.folders)
    assert chosen.tags == {"print_pricing": ["/print_pricing"]}


def test_names_and_paths_narrow(ours):
    chosen = choose(
        [
            "bootstrap",
            "tests/estimate",
            "tests/bootstrap/test_suites.py::test_names_and_paths_narrow",
            "print_pricing:TestSpec.test_x",
            "addons/print_pricing/models",
            "i18n",
        ],
        ours,
    )
    assert list(chosen.folders) == ["bootstrap", "estimate"]
    assert str(chosen.folders["bootstrap"][1]).endswith("::test_names_and_paths_narrow")
    assert chosen.tags["print_pricing"] == [
        "/print_pricing:TestSpec.test_x",
        "/print_pricing",
    ]
    assert chosen.i18n


def test_an_odoo_test_file_is_one_tag(ours):
    path = next(iter(ours["print_pricing"].tests))
    assert choose([str(path)], ours).tags == {
        "print_pricing": [f"/print_pricing/tests/{path.name}"]
    }


@pytest.mark.parametrize("name", ["print_nothing", "tests/nothing", "/etc"])
def test_a_name_that_means_nothing_is_told(ours, name):
    with pytest.raises(Trouble, match=f"there is no {name}"):
        choose([name], ours)


def test_a_request_that_odoo_answers_again_is_no_failure():
    lines = (
        "2026-11-23 05:45:31,062 1 ERROR shop odoo.sql_db: bad query: b'INSERT INTO'",
        "ERROR: cannot execute INSERT in a read-only transaction",
        QUIET,
    )
    assert read_log("\n".join(lines)).count == Count(passed=5)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("bootstrap", True),
        ("bootstrap/test_serve.py::test_the_second_start_takes_seconds", True),
        ("bootstrap/test_lanes.py", False),
        ("bench/test_accounts.py", True),
        ("story", False),
    ],
)
def test_what_wants_quiet_is_known_by_its_mark(path, expected):
    folder = path.split("/")[0]
    assert has_quiet(folder, [f"{ROOT}/tests/{path}"]) is expected
