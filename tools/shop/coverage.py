"""How much of our add-ons the tests run."""

import json

from . import process, say
from .state import ROOT, remove

TARGET = 90  # per cent of lines and branches, over all our add-ons
GAP = 80  # a file below is named


class Coverage:
    """Notes which lines of our add-ons the tests run, if that is wanted."""

    def __init__(self, state, tools, wanted):
        self._tools = tools
        self._folder = state / "coverage"
        self._wanted = wanted
        if wanted:
            remove(self._folder)
            self._folder.mkdir()
            # Odoo's environment has no coverage: it borrows ours, and that alone.
            (self._folder / "coverage").symlink_to(tools.packages / "coverage")

    def of(self, module, name):
        """Return Python's arguments to run ``module``, noting under ``name``."""
        if not self._wanted:
            return ["-m", module]
        data = self._folder / f".coverage.{name}"
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

    The share of all files, then each file below ``GAP``, the worst first.
    """
    total = found["totals"]["percent_covered"]
    aim = "" if total >= TARGET else f", below the target of {TARGET} %"
    yield f"\nCoverage: {total:.1f} % of our add-ons{aim}"
    shares = [
        (each["summary"]["percent_covered"], name)
        for name, each in found["files"].items()
    ]
    gaps = sorted(each for each in shares if each[0] < GAP)
    for share, name in gaps:
        missing = ", ".join(_ranges(found["files"][name]["missing_lines"]))
        yield f"  {int(share):3} %  {name}: {missing or 'branches'}"


def _ranges(numbers):
    """Yield line numbers as 3-5, 8."""
    first = last = None
    for number in [*numbers, None]:
        if first is not None and number != last + 1:
            yield str(first) if first == last else f"{first}-{last}"
            first = None
        first = number if first is None else first
        last = number
