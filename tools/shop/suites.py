"""Every test there is, counted into one line.

Three runners, in this order: pytest on the folders of ``tests/``; Odoo on the test
suites of our add-ons, in a copy of a template database; pytest on the folders that
need a running server, which gets a copy of the demo shop.
"""

import json
import os
import shutil
import subprocess

from . import addons, core, i18n, node, odoo, process, pythons, say, tree
from .choice import choose
from .counts import Count, read_junit, read_log
from .coverage import Coverage
from .databases import Databases
from .say import Trouble
from .state import ROOT, remove

SERVED = ("scenario", "bench")  # folders of tests that need a running server
TIMED = "bench"  # the folder of tests that noting what runs would slow down
READS_ODOO = "architecture"  # the folder of tests that read Odoo's manifests
BROWSERS = ("google-chrome", "chromium", "chromium-browser", "google-chrome-stable")
WIDEST = 600  # characters of a failed assertion: some quote a whole page


def run(state, names, coverage=None, is_whole=False):
    """Run the tests named, or all; return whether all passed.

    :param coverage: whether to report how much of our add-ons they ran, by default
        when all are run
    :param is_whole: whether all of our add-ons are installed, not only those named and
        what they stand on
    """
    chosen = choose(names)
    if coverage is None:
        coverage = chosen.everything
    _check_machine(chosen)
    tools = pythons.tools(state)
    served = [folder for folder in chosen.folders if folder in SERVED]
    needs_odoo = chosen.tags or chosen.i18n or chosen.core or served
    if needs_odoo or READS_ODOO in chosen.folders:
        pythons.server(state, tree.ensure(state))  # here, where progress is seen
    cover = Coverage(state, tools, coverage)
    plain = _Plain(state, tools, cover)
    total = Count()
    for folder, paths in chosen.folders.items():
        if folder not in SERVED:
            total += plain.run(folder, paths, dict(os.environ))
    if needs_odoo:
        with odoo.ready(state, "test") as ready:
            databases = Databases(ready)
            is_whole = is_whole or chosen.everything
            total += _Odoo(ready, databases, cover).run(chosen, is_whole)
            if chosen.core:
                total += _Odoo(ready, databases, cover).run_core()
            if chosen.i18n:
                total += _translations(ready, databases)
            for folder in served:
                total += _served(ready, databases, plain, folder, chosen, tools)
    cover.report()
    say.line(f"\n{total}")
    return not total.failed


def _check_machine(chosen):
    """Refuse to start in CI on a machine where tests would be skipped."""
    pages = chosen.tags or "scenario" in chosen.folders
    if pages and os.environ.get("CI") and not any(map(shutil.which, BROWSERS)):
        raise Trouble("Install chromium: without it the tests of pages do not run.")


class _Plain:
    """pytest, on one folder of ``tests/`` at a time."""

    def __init__(self, state, tools, cover):
        self._state = state
        self._tools = tools
        self._cover = cover

    def run(self, folder, paths, environ):
        """Run the tests of ``paths``, all in ``folder``; return their counts."""
        say.line(f"\ntests/{folder}")
        report = self._state.log(f"tests-{folder}").with_suffix(".xml")
        report.parent.mkdir(exist_ok=True)
        report.unlink(missing_ok=True)
        cover = self._cover if folder != TIMED else Coverage(self._state, self._tools)
        python = [self._tools.exe, *cover.of("pytest", folder)]
        environ |= {
            "SHOP_STATE": str(self._state.folder),
            "PYTHONDONTWRITEBYTECODE": "1",
        }
        with process.child(
            [*python, "-q", f"--junit-xml={report}", *paths],
            cwd=ROOT,
            env=environ,
            stdin=subprocess.DEVNULL,
        ) as child:
            code = child.wait()
        count = read_junit(report) if report.is_file() else Count()
        # A run that broke, or found nothing to do, is no success.
        return count if not code or count.failed else count + Count(failed=1)


class _Odoo:
    """Odoo's own runner, on the test suites of our add-ons."""

    def __init__(self, ready, databases, cover):
        self._ready = ready
        self._databases = databases
        self._cover = cover

    def run(self, chosen, is_whole):
        """Run what was chosen: the demo shop's suite in the demo shop, apart."""
        total = Count()
        demo = {key: tags for key, tags in chosen.tags.items() if key == addons.DEMO}
        ours = {key: tags for key, tags in chosen.tags.items() if key != addons.DEMO}
        if ours:
            names = None if is_whole else list(ours)
            total += self._run_copy(self._databases.addons(names), ours, "tests-odoo")
        if demo:
            total += self._run_copy(self._databases.demo(), demo, "tests-demo")
        return total

    def run_core(self):
        """Run Odoo's own tests of what our add-ons stand on."""
        say.line()
        database = self._databases.copy(self._databases.addons(), "tests_core")
        self._databases.install(database, core.INSTALLED)
        self._databases.set_parameters(database, core.PARAMETERS)
        return self._run_in(database, core.tags(), "tests-core")

    def _run_copy(self, template, tags, log):
        """Run the tests of ``tags`` in a copy of ``template``; return their counts."""
        say.line()
        return self._run_in(self._databases.copy(template, "tests"), tags, log)

    def _run_in(self, database, tags, log):
        """Run the tests of ``tags`` in ``database``, then drop it."""
        argv = ["server", "-d", database, "--stop-after-init", "--max-cron-threads=0"]
        argv += [f"--http-port={odoo.free_port()}"]
        argv += ["--test-tags", ",".join(tag for each in tags.values() for tag in each)]
        with say.step(f"Odoo tests of {', '.join(filter(None, tags))}") as tell:
            code = self._ready.run(
                argv,
                log,
                tell=tell,
                watch=r"Starting (\S+) \.\.\.",
                check=False,
                cover=self._cover,
            )
        self._databases.drop(database)
        return self._judge(self._ready.state.log(log), code, tags)

    def _judge(self, log, code, tags):
        """Tell what the log says and return its counts; silence is no success."""
        found = read_log(log.read_text(errors="replace"))
        for block in found.errors:
            say.line("\n".join(line[:WIDEST] for line in block.splitlines()))
        count = found.count
        for name, each in tags.items():
            if name:
                say.line(f"{name}: {found.tests.get(name, 0)} tests")
            if each == [f"/{name}"] and not found.tests.get(name):
                say.line(f"{name} has tests, and none of them ran.")
                count += Count(failed=1)
        if code and not count.failed:
            say.line(f"{process.tail(log)}\nOdoo ended with {code}.")
            count += Count(failed=1)
        say.line(f"{count}; log: {log}")
        return count


def _translations(ready, databases):
    say.line("\nTranslations")
    checks, problems = i18n.check(ready, databases)
    for problem in problems:
        say.line(problem)
    failed = len({problem.split(":")[0] for problem in problems})
    count = Count(checks - failed, failed)
    say.line(str(count))
    return count


def _served(ready, databases, plain, folder, chosen, tools):
    """Run pytest against a server on a copy of the demo shop; return its counts."""
    database = databases.copy(databases.demo(), folder)
    port = odoo.free_port()
    remove(ready.mails(folder))
    with ready.serving(folder, database, port) as (_server, environ):
        environ |= {
            "SHOP_URL": f"http://{odoo.HOST}:{port}",
            "SHOP_DATABASE": database,
            "SHOP_DATA": str(ready.data),
            "SHOP_MAILS": str(ready.mails(folder)),
            "SHOP_NODE": str(node.packages(ready.state, tools)),
            "SHOP_ODOO": json.dumps([str(part) for part in ready.command()]),
        }
        count = plain.run(folder, chosen.folders[folder], environ)
    databases.drop(database)
    return count
