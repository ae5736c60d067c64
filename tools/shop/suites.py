"""Every test there is, counted into one line.

Three runners, in this order: pytest on the folders of ``tests/``; Odoo on the test
suites of our add-ons, in a copy of a template database; pytest on the folders that
need a running server, which gets a copy of the demo shop.
"""

import json
import os
import re
import shutil
import subprocess
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

from . import addons, i18n, odoo, process, pythons, say
from .databases import Databases
from .say import Trouble
from .state import ROOT, remove

TESTS = ROOT / "tests"
SERVED = ("scenario", "bench")  # folders of tests that need a running server
I18N = "i18n"
WIDEST = 600  # characters of a failed assertion: some quote a whole page
BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
RECORD = re.compile(r"^\d{4}-\d\d-\d\d [\d:,]+ \d+ ([A-Z]+) \S+ (\S+): (.*)")
TOTALS = re.compile(r"(\d+) failed, (\d+) error\(s\) of (\d+) tests when loading")
STATS = re.compile(r"(\w+): (\d+) tests [\d.]+s \d+ queries")


@dataclass(frozen=True)
class Count:
    """Tests that passed, failed and were skipped."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other):
        return Count(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
        )

    def __str__(self):
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"


@dataclass
class Chosen:
    """What to run.

    :param folders: paths for pytest, by the folder of ``tests/`` they are in
    :param tags: Odoo's test tags, by add-on
    :param i18n: whether to check translations
    """

    folders: dict
    tags: dict
    i18n: bool = False


def run(state, names):
    """Run the tests named, or all; return whether all passed."""
    chosen = choose(names)
    _check_machine(chosen)
    tools = pythons.tools(state)
    total = Count()
    plain = {key: each for key, each in chosen.folders.items() if key not in SERVED}
    served = {key: each for key, each in chosen.folders.items() if key in SERVED}
    for folder, paths in plain.items():
        total += _pytest(state, tools, folder, paths, dict(os.environ))
    if chosen.tags or chosen.i18n or served:
        with odoo.ready(state, "test") as ready:
            databases = Databases(ready)
            total += _odoo(ready, databases, chosen.tags)
            if chosen.i18n:
                total += _i18n(ready, databases)
            if served:
                total += _served(ready, databases, tools, served)
    say.line(f"\n{total}")
    return not total.failed


def choose(names, ours=None):
    """Return what the words of the command line mean.

    :raise Trouble: naming a word that means nothing
    """
    ours = addons.all_addons() if ours is None else ours
    suites = [path.name for path in sorted(TESTS.iterdir()) if _is_suite(path)]
    if not names:
        return Chosen(
            {name: [TESTS / name] for name in suites},
            {name: [f"/{name}"] for name, addon in ours.items() if addon.tests},
            i18n=bool(ours),
        )
    chosen = Chosen({}, {})
    for name in names:
        path, _, within = name.partition("::")
        place = Path(path).absolute()
        addon, _, what = name.partition(":")
        if name == I18N:
            chosen.i18n = True
        elif name in suites:
            chosen.folders.setdefault(name, []).append(TESTS / name)
        elif addon in ours:
            chosen.tags.setdefault(addon, []).append(f"/{name}")
        elif place.is_relative_to(TESTS) and place.exists():
            suite = place.relative_to(TESTS).parts[0]
            chosen.folders.setdefault(suite, []).append(
                f"{place}::{within}" if within else place
            )
        elif place.is_relative_to(addons.FOLDER) and place.exists():
            inside = place.relative_to(addons.FOLDER)
            tag = f"/{inside}" if place.is_file() else f"/{inside.parts[0]}"
            chosen.tags.setdefault(inside.parts[0], []).append(tag)
        else:
            known = ", ".join([*ours, *suites, I18N])
            raise Trouble(f"Name a path or one of {known}: there is no {name}.")
    return chosen


def _is_suite(path):
    return path.is_dir() and any(path.glob("test_*.py"))


def _check_machine(chosen):
    """Refuse to start in CI on a machine where tests would be skipped."""
    pages = chosen.tags or "scenario" in chosen.folders
    if pages and os.environ.get("CI") and not any(map(shutil.which, BROWSERS)):
        raise Trouble("Install chromium: without it the tests of pages do not run.")


def _pytest(state, tools, folder, paths, environ):
    """Run pytest; return its counts."""
    say.line(f"\ntests/{folder}")
    report = state.log(f"tests-{folder}").with_suffix(".xml")
    report.parent.mkdir(exist_ok=True)
    report.unlink(missing_ok=True)
    argv = [tools.exe, "-m", "pytest", "-q", f"--junit-xml={report}", *paths]
    environ |= {"SHOP_STATE": str(state.folder), "PYTHONDONTWRITEBYTECODE": "1"}
    with process.child(argv, cwd=ROOT, env=environ, stdin=subprocess.DEVNULL) as child:
        code = child.wait()
    count = _junit(report) if report.is_file() else Count()
    # A run that broke, or found nothing to do, is no success.
    return count if not code or count.failed else count + Count(failed=1)


def _junit(report):
    """Return the counts of a JUnit report."""
    total = Count()
    for suite in ET.parse(report).getroot().iter("testsuite"):
        tests, failures, errors, skipped = (
            int(suite.get(key, 0)) for key in ("tests", "failures", "errors", "skipped")
        )
        failed = failures + errors
        total += Count(max(tests - failed - skipped, 0), failed, skipped)
    return total


def _odoo(ready, databases, tags):
    """Run Odoo's suites of our add-ons; return their counts."""
    total = Count()
    alone = {name: each for name, each in tags.items() if name != addons.DEMO}
    if alone:
        total += _odoo_run(ready, databases, databases.addons(list(alone)), alone)
    if addons.DEMO in tags:
        demo = {addons.DEMO: tags[addons.DEMO]}
        total += _odoo_run(ready, databases, databases.demo(), demo)
    return total


def _odoo_run(ready, databases, template, tags):
    """Run the tests of ``tags`` in a copy of ``template``."""
    database = databases.copy(template, "tests")
    log = "tests-" + ("demo" if addons.DEMO in tags else "odoo")
    argv = ["server", "-d", database, "--stop-after-init", "--max-cron-threads=0"]
    argv += [f"--http-port={odoo.free_port()}"]
    argv += ["--test-tags", ",".join(tag for each in tags.values() for tag in each)]
    say.line()
    with say.step(f"Odoo tests of {', '.join(tags)}") as tell:
        code = ready.run(argv, log, tell, r"Starting (\S+) \.\.\.", check=False)
    databases.drop(database)
    result = read_log(ready.state.log(log).read_text(errors="replace"))
    for block in result.errors:
        say.line("\n".join(line[:WIDEST] for line in block.splitlines()))
    for name, number in result.tests.items():
        say.line(f"{name}: {number} tests")
    count = result.count
    for name, each in tags.items():
        if each == [f"/{name}"] and not result.tests.get(name):
            say.line(f"{name} has tests, and none of them ran.")
            count += Count(failed=1)
    if code and not count.failed:
        say.line(f"{process.tail(ready.state.log(log))}\nOdoo ended with {code}.")
        count += Count(failed=1)
    say.line(f"{count}; log: {ready.state.log(log)}")
    return count


@dataclass(frozen=True)
class OdooLog:
    """What a log of Odoo tests says.

    :param tests: number of tests run, by add-on
    :param errors: texts of failures and of any other errors logged
    """

    count: Count
    tests: dict
    errors: list


def read_log(text):
    """Read the log of a run: tests that fail, and errors beside any test."""
    tests, errors, skipped, beside = {}, [], 0, 0
    failed = run = 0
    for line in text.splitlines():
        found = RECORD.match(line)
        if not found:
            if errors and errors[-1][-1] is not None:
                errors[-1].append(line)
            continue
        if errors and errors[-1][-1] is not None:
            errors[-1].append(None)  # the record ends where the next begins
        level, logger, message = found.groups()
        if totals := TOTALS.search(message):
            failed = int(totals[1]) + int(totals[2])
            run = int(totals[3])
        elif level in ("ERROR", "CRITICAL"):
            errors.append([line])
            beside += not re.match(r"(FAIL|ERROR): ", message)
        elif logger == "odoo.tests.stats" and (stats := STATS.match(message)):
            tests[stats[1]] = int(stats[2])
        elif ".tests." in logger and message.startswith("skipped "):
            skipped += 1
    if not failed:
        failed = beside
    blocks = ["\n".join(part for part in each if part) for each in errors]
    passed = max(run - failed - skipped, 0)
    return OdooLog(Count(passed, failed, skipped), tests, blocks)


def _i18n(ready, databases):
    say.line("\nTranslations")
    checks, problems = i18n.check(ready, databases)
    for problem in problems:
        say.line(problem)
    failed = len({problem.split(":")[0] for problem in problems})
    count = Count(checks - failed, failed)
    say.line(str(count))
    return count


def _served(ready, databases, tools, folders):
    """Run pytest against a server on a copy of the demo shop."""
    total = Count()
    template = databases.demo()
    for folder, paths in folders.items():
        database = databases.copy(template, folder)
        port = odoo.free_port()
        remove(ready.mails(folder))
        with ready.serving(folder, database, port) as (_server, environ):
            environ |= {
                "SHOP_URL": f"http://{odoo.HOST}:{port}",
                "SHOP_DATABASE": database,
                "SHOP_DATA": str(ready.data),
                "SHOP_MAILS": str(ready.mails(folder)),
                "SHOP_ODOO": json.dumps([str(part) for part in ready.command()]),
            }
            total += _pytest(ready.state, tools, folder, paths, environ)
        databases.drop(database)
    return total
