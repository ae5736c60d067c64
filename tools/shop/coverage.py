"""How much of our add-ons the tests run."""

import json
import textwrap
from collections import defaultdict
from itertools import count
from pathlib import Path

from . import say
from .state import remove

NOTING = Path(__file__).with_name("noting.py")
NOTES_BY = "slipcover"
TARGET = 90  # per cent of lines and branches, over all our add-ons
GAP = 80  # a file below is named
WIDEST = 100  # characters of the lines that a file lacks


class Coverage:
    """Notes which lines of our add-ons the tests run, if that is wanted."""

    def __init__(self, state, tools, wanted=False):
        self._folder = state / "coverage"
        self._wanted = wanted
        self._runs = count(1)
        if wanted:
            remove(self._folder)
            self._folder.mkdir()
            # Odoo's environment has no such package: it borrows ours, and that alone.
            (self._folder / NOTES_BY).symlink_to(tools.packages / NOTES_BY)

    def of(self, module, name):
        """Return Python's arguments to run ``module``, noting under ``name``."""
        if not self._wanted:
            return ["-m", module]
        # Odoo runs more than once under one name: no run may replace another's notes.
        notes = self._folder / f"{next(self._runs)}-{name}.json"
        return ["-P", NOTING, notes, module]

    def environ(self):
        return {"PYTHONPATH": str(self._folder)} if self._wanted else {}

    def report(self):
        """Print what share of our add-ons was run, and name the gaps."""
        if self._wanted:
            notes = [json.loads(path.read_text()) for path in self._notes()]
            for line in describe(merge(notes)):
                say.line(line)

    def _notes(self):
        return sorted(self._folder.glob("*.json"))


def merge(notes):
    """Return, by file, what the tests ran of it and what there is.

    Both are sets: a line is ``(5,)``, a branch from line 5 to 8 ``(5, 8)``.

    :param notes: of each run, as Slipcover tells them
    """
    ran, there = defaultdict(set), defaultdict(set)
    for each in notes:
        for name, file in each["files"].items():
            ran[name] |= _parts(file, "executed")
            there[name] |= _parts(file, "executed") | _parts(file, "missing")
    return {name: (ran[name], there[name]) for name in there}


def _parts(file, fate):
    lines = {(number,) for number in file[f"{fate}_lines"]}
    return lines | {tuple(branch) for branch in file.get(f"{fate}_branches", ())}


def describe(found):
    """Yield the lines that tell ``found``, what ``merge`` returns.

    The share of each add-on and of all, then each file below ``GAP``, the worst first.
    """
    yield "\nCoverage: lines and branches of our add-ons that the tests ran"
    for addon, files in _by_addon(found).items():
        yield f"  {addon:20}{_share(files):6.1f} %"
    total = _share(found.values())
    yield f"  {'total':20}{total:6.1f} %"
    if total < TARGET:
        yield f"  below the target of {TARGET} %"
    gaps = sorted((_share([each]), name) for name, each in found.items())
    for share, name in gaps:
        if share < GAP:
            ran, there = found[name]
            missing = sorted(part[0] for part in there - ran if len(part) == 1)
            ranges = ", ".join(_ranges(missing)) or "branches"
            words = textwrap.shorten(ranges, WIDEST, placeholder=" ...")
            yield f"  {int(share):3} %  {name}: {words}"


def _by_addon(found):
    """Return what is known of the files of each add-on, by its name."""
    grouped = defaultdict(list)
    for name, each in sorted(found.items()):
        grouped[Path(name).parts[1]].append(each)
    return grouped


def _share(files):
    """Return how much of these files was run, in per cent of lines and branches."""
    files = list(files)
    there = sum(len(each) for _ran, each in files)
    return 100 * sum(len(ran) for ran, _there in files) / there if there else 100.0


def _ranges(numbers):
    """Yield line numbers as 3-5, 8."""
    first = last = None
    for number in [*numbers, None]:
        if first is not None and number != last + 1:
            yield str(first) if first == last else f"{first}-{last}"
            first = None
        first = number if first is None else first
        last = number
