"""How much of our add-ons the tests run."""

import json
import textwrap
from itertools import count
from pathlib import Path

from . import process, say
from .state import ROOT, remove

TARGET = 90  # per cent of lines and branches, over all our add-ons
GAP = 80  # a file below is named
WIDEST = 100  # characters of the lines that a file lacks


class Coverage:
    """Notes which lines of our add-ons the tests run, if that is wanted."""

    def __init__(self, state, tools, wanted=False):
        self._tools = tools
        self._folder = state / "coverage"
        self._wanted = wanted
        self._runs = count(1)
        if wanted:
            remove(self._folder)
            self._folder.mkdir()
            # Odoo's environment has no coverage: it borrows ours, and that alone.
            (self._folder / "coverage").symlink_to(tools.packages / "coverage")

    def of(self, module, name):
        """Return Python's arguments to run ``module``, noting under ``name``."""
        if not self._wanted:
            return ["-m", module]
        # Odoo runs more than once under one name: no run may replace another's notes.
        data = self._folder / f".coverage.{next(self._runs)}.{name}"
        words = ["coverage", "run", f"--rcfile={ROOT}/setup.cfg", f"--data-file={data}"]
        return ["-m", *words, "-m", module]

    def environ(self):
        return {"PYTHONPATH": str(self._folder)} if self._wanted else {}

    def report(self):
        """Print what share of our add-ons was run, and name the gaps."""
        if not self._wanted:
            return
        data = f"--data-file={self._folder}/.coverage"
        tool = [self._tools.exe, "-m", "coverage"]
        process.output([*tool, "combine", data, self._folder], cwd=ROOT)
        path = self._folder / "coverage.json"
        process.output([*tool, "json", data, "-o", path], cwd=ROOT)
        for line in describe(json.loads(path.read_text())):
            say.line(line)


def describe(found):
    """Yield the lines that tell ``found``, what ``coverage json`` writes.

    The share of each add-on and of all, then each file below ``GAP``, the worst first.
    """
    files = {name: each["summary"] for name, each in found["files"].items()}
    yield "\nCoverage: lines and branches of our add-ons that the tests ran"
    for addon, shares in _by_addon(files).items():
        yield f"  {addon:20}{_share(shares):6.1f} %"
    total = _share(files.values())
    yield f"  {'total':20}{total:6.1f} %"
    if total < TARGET:
        yield f"  below the target of {TARGET} %"
    gaps = sorted((_share([each]), name) for name, each in files.items())
    for share, name in gaps:
        if share < GAP:
            missing = ", ".join(_ranges(found["files"][name]["missing_lines"]))
            words = textwrap.shorten(missing or "branches", WIDEST, placeholder=" ...")
            yield f"  {int(share):3} %  {name}: {words}"


def _by_addon(files):
    """Return the figures of the files of each add-on, by its name."""
    grouped = {}
    for name, figures in sorted(files.items()):
        grouped.setdefault(Path(name).parts[1], []).append(figures)
    return grouped


def _share(figures):
    """Return how much of these files was run, in per cent of lines and branches."""
    figures = list(figures)
    ran = sum(each["covered_lines"] + each["covered_branches"] for each in figures)
    there = sum(each["num_statements"] + each["num_branches"] for each in figures)
    return 100 * ran / there if there else 100.0


def _ranges(numbers):
    """Yield line numbers as 3-5, 8."""
    first = last = None
    for number in [*numbers, None]:
        if first is not None and number != last + 1:
            yield str(first) if first == last else f"{first}-{last}"
            first = None
        first = number if first is None else first
        last = number
