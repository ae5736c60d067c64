"""Every test there is, counted into one line.

Three runners: pytest on the folders of ``tests/``; Odoo on the test suites of our
add-ons, in copies of a template database; pytest on the folders that need a running
server, which gets a copy of the demo shop.

They work side by side, as many as the machine has processors for: ``lanes`` does the
jobs, ``shares`` divides Odoo's. What a busy machine would fail (tests marked ``quiet``,
and the bench) comes last, one thing after the other.
"""

import json
import os
import shutil
import subprocess
import threading
from collections import Counter
from pathlib import Path

from . import core, i18n, node, odoo, process, pythons, say, shares, tree
from .choice import TESTS, choose
from .counts import Count, read_junit, read_log
from .coverage import Coverage
from .databases import Databases
from .lanes import Lanes, cores
from .say import Trouble
from .state import ROOT, remove

SERVED = ("scenario", "bench")  # folders of tests that need a running server
TIMED = "bench"  # the folder of tests that noting what runs would slow down
LONG = ("bootstrap", "packaging")  # folders that others should not wait for: they begin
READS_ODOO = "architecture"  # the folder of tests that read Odoo's manifests
BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
WIDEST = 600  # characters of a failed assertion: some quote a whole page
# Which jobs begin first: those that others wait for, then the long ones.
TEMPLATES, SHARES, SLOW, QUICK = range(4)
QUIET = "quiet"  # the mark of tests that want the machine for themselves
NOTHING_CHOSEN = 5  # pytest's code for it


def run(state, names, coverage=None, is_whole=False, jobs=None):
    """Run the tests named, or all; return whether all passed.

    :param coverage: whether to report how much of our add-ons they ran, by default
        when all are run
    :param is_whole: whether all of our add-ons are installed, not only those named and
        what they stand on
    :param jobs: how many things to do at a time; by default one more than processors,
        since each waits for its database now and then
    """
    chosen = choose(names)
    if coverage is None:
        coverage = chosen.everything
    _check_machine(chosen)
    tools = pythons.tools(state)
    if chosen.needs_odoo(SERVED) or READS_ODOO in chosen.folders:
        pythons.server(state, tree.ensure(state))  # here, where progress is seen
    cover = Coverage(state, tools, coverage)
    tests = _Tests(state, tools, cover, chosen, jobs or cores() + 1)
    if chosen.needs_odoo(SERVED):
        with odoo.ready(state, "test") as ready:
            total = tests.run(ready, is_whole or chosen.everything)
    else:
        total = tests.run()
    cover.report()
    say.line(f"\n{total}")
    return not total.failed


def _check_machine(chosen):
    """Refuse to start in CI on a machine where tests would be skipped."""
    pages = chosen.tags or "scenario" in chosen.folders
    if pages and os.environ.get("CI") and not any(map(shutil.which, BROWSERS)):
        raise Trouble("Install chromium: without it the tests of pages do not run.")


class _Tests:
    """What was chosen, as jobs for lanes, and what must be done in quiet after them."""

    def __init__(self, state, tools, cover, chosen, width):
        self._chosen = chosen
        self._plain = _Plain(state, tools, cover)
        self._tools = tools
        self._cover = cover
        # One lane is left to the other runners: they wait more than they work.
        self._shares = shares.divide(chosen.ours, max(width - 1, 1))
        others = chosen.i18n + chosen.core + bool(chosen.demo)
        self._width = min(width, len(chosen.folders) + len(self._shares) + others)
        self._lanes = Lanes(self._width)

    def run(self, ready=None, is_whole=False):
        """Run all of it; return its counts.

        :param ready: the ``odoo.Odoo`` to run it with, if anything needs one
        """
        total = Count()
        served = None
        if ready:
            served = _Served(ready, Databases(ready), self._plain, self._tools)
            suites = _Odoo(ready, served.databases, self._cover)
            names = None if is_whole else list(self._chosen.ours)
            self._lanes.add(TEMPLATES, self._begin, suites, served, names)
        for folder in self._chosen.folders:
            if folder not in SERVED:
                rank = SLOW if folder in LONG else QUICK
                self._lanes.add(rank, self._run_folder, folder, self._beside(folder))
        total += self._lanes.run()
        if ready:
            total += suites.sum_up(self._chosen.ours | self._chosen.demo)
        for folder in self._chosen.folders:
            if self._beside(folder):
                total += self._run_folder(folder, QUIET, served)
        return total

    def _begin(self, suites, served, names):
        """Make the database of our add-ons; add what is run in it."""
        if self._shares:
            template = suites.databases.addons(names)
            for number, tags in enumerate(self._shares, 1):
                name = f"odoo-{number}" if len(self._shares) > 1 else "odoo"
                self._lanes.add(SHARES, suites.run, template, tags, name)
        self._lanes.add(TEMPLATES, self._begin_demo, suites, served)
        if self._chosen.core:
            self._lanes.add(SLOW, suites.run_core)

    def _begin_demo(self, suites, served):
        """Make the demo shop; add what is run in it."""
        folders = [folder for folder in self._chosen.folders if folder in SERVED]
        if not (self._chosen.demo or self._chosen.i18n or folders):
            return
        template = suites.databases.demo()
        for folder in folders:
            self._lanes.add(
                SLOW, self._run_folder, folder, self._beside(folder), served
            )
        if self._chosen.demo:
            tags = [tag for each in self._chosen.demo.values() for tag in each]
            self._lanes.add(SLOW, suites.run, template, tags, "demo")
        if self._chosen.i18n:
            self._lanes.add(SLOW, _translations, suites)

    def _beside(self, folder):
        """Return the mark of what may run beside other jobs; "" if there are none."""
        if self._width > 1 and has_quiet(folder, self._chosen.folders[folder]):
            return f"not {QUIET}"
        return ""

    def _run_folder(self, folder, marked, served=None):
        """Run the tests of a folder that are ``marked`` so; all of them if by ""."""
        paths = self._chosen.folders[folder]
        if folder in SERVED:
            return served.run(folder, paths, marked)
        return self._plain.run(folder, paths, dict(os.environ), marked)


def has_quiet(folder, paths):
    """Whether tests of ``paths``, all in ``folder``, want the machine for themselves.

    :param paths: as pytest takes them
    """
    files = [TESTS / folder / "conftest.py"]  # which may mark all of them
    for each in paths:
        path = Path(str(each).partition("::")[0])
        files += path.rglob("*.py") if path.is_dir() else [path]
    return any(f"mark.{QUIET}" in file.read_text() for file in files if file.is_file())


class _Plain:
    """pytest, on one folder of ``tests/`` at a time."""

    def __init__(self, state, tools, cover):
        self._state = state
        self._tools = tools
        self._cover = cover

    def run(self, folder, paths, environ, marked=""):
        """Run the tests of ``paths``, all in ``folder``; return their counts.

        :param marked: pytest's expression of the marks that they have, "" for all
        """
        name = f"{folder}-{QUIET}" if marked == QUIET else folder
        title = f"tests/{folder}{', in quiet' if marked == QUIET else ''}"
        report = self._state.log(f"tests-{name}").with_suffix(".xml")
        report.parent.mkdir(exist_ok=True)
        report.unlink(missing_ok=True)
        cover = self._cover if folder != TIMED else Coverage(self._state, self._tools)
        argv = [self._tools.exe, *cover.of("pytest", name), "-q"]
        argv += [f"--junit-xml={report}", *(["-m", marked] if marked else []), *paths]
        environ |= {
            "SHOP_STATE": str(self._state.folder),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        code = self._call(argv, title, report.with_suffix(".log"), environ)
        count = read_junit(report) if report.is_file() else Count()
        if marked and code == NOTHING_CHOSEN:
            code = 0
        # A run that broke, or found nothing to do, is no success.
        return count if not code or count.failed else count + Count(failed=1)

    def _call(self, argv, title, log, environ):
        """Run ``argv``; say what it says, now or, beside other jobs, when it ends."""
        if say.is_apart():
            say.line()
            with say.step(title) as tell:
                options = {"tell": tell, "watch": r"(\d+%)\]", "check": False}
                code = process.run(argv, log, cwd=ROOT, env=environ, **options)
            say.line(log.read_text(errors="replace").rstrip())
            return code
        say.line(f"\n{title}")
        with process.child(
            argv, cwd=ROOT, env=environ, stdin=subprocess.DEVNULL
        ) as child:
            return child.wait()


class _Odoo:
    """Odoo's own runner, on the test suites of our add-ons."""

    def __init__(self, ready, databases, cover):
        self.ready = ready
        self.databases = databases
        self._cover = cover
        self._ran = Counter()  # number of tests, by add-on
        self._lock = threading.Lock()

    def run(self, template, tags, name):
        """Run the tests of ``tags`` in a copy of ``template``; return their counts."""
        database = self.databases.copy(template, f"tests_{name.replace('-', '_')}")
        return self._run_in(database, tags, name)

    def run_core(self):
        """Run Odoo's own tests of what our add-ons stand on."""
        database = self.databases.copy(self.databases.addons(), "tests_core")
        self.databases.install(database, core.INSTALLED)
        self.databases.set_parameters(database, core.PARAMETERS)
        return self._run_in(database, core.tags(), "core")

    def sum_up(self, tags):
        """Tell how many tests of each add-on ran; where none did, it is a failure."""
        say.line()
        count = Count()
        for name, each in tags.items():
            say.line(f"{name}: {self._ran[name]} tests")
            if each == [f"/{name}"] and not self._ran[name]:
                say.line(f"{name} has tests, and none of them ran.")
                count += Count(failed=1)
        return count

    def _run_in(self, database, tags, name):
        """Run the tests of ``tags`` in ``database``, then drop it."""
        log = f"tests-{name}"
        argv = ["server", "-d", database, "--stop-after-init", "--max-cron-threads=0"]
        argv += [f"--http-port={odoo.free_port()}", "--test-tags", ",".join(tags)]
        say.line()
        with say.step(f"Odoo tests, {name}") as tell:
            code = self.ready.run(
                argv,
                log,
                tell=tell,
                watch=r"Starting (\S+) \.\.\.",
                check=False,
                cover=self._cover,
            )
        self.databases.drop(database)
        return self._judge(self.ready.state.log(log), code)

    def _judge(self, log, code):
        """Tell what the log says and return its counts; silence is no success."""
        found = read_log(log.read_text(errors="replace"))
        with self._lock:
            self._ran.update(found.tests)
        for block in found.errors:
            say.line("\n".join(line[:WIDEST] for line in block.splitlines()))
        count = found.count
        if not count.failed and (code or not (count.passed or count.skipped)):
            say.line(f"{process.tail(log)}\nOdoo ended with {code}.")
            count += Count(failed=1)
        say.line(f"{count}; log: {log}")
        return count


def _translations(suites):
    say.line("\nTranslations")
    checks, problems = i18n.check(suites.ready, suites.databases)
    for problem in problems:
        say.line(problem)
    failed = len({problem.split(":")[0] for problem in problems})
    count = Count(checks - failed, failed)
    say.line(str(count))
    return count


class _Served:
    """pytest, on folders of ``tests/`` that need a server."""

    def __init__(self, ready, databases, plain, tools):
        self._ready = ready
        self.databases = databases
        self._plain = plain
        self._tools = tools

    def run(self, folder, paths, marked):
        """Run tests against a server on a copy of the demo shop; return counts."""
        ready = self._ready
        database = self.databases.copy(self.databases.demo(), folder)
        port = odoo.free_port()
        remove(ready.mails(folder))
        with ready.serving(folder, database, port) as (_server, environ):
            environ |= {
                "SHOP_URL": f"http://{odoo.HOST}:{port}",
                "SHOP_DATABASE": database,
                "SHOP_DATA": str(ready.data),
                "SHOP_MAILS": str(ready.mails(folder)),
                "SHOP_NODE": str(node.packages(ready.state, self._tools)),
                "SHOP_ODOO": json.dumps([str(part) for part in ready.command()]),
            }
            count = self._plain.run(folder, paths, environ, marked)
        self.databases.drop(database)
        return count
