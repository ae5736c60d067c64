"""How much of our add-ons the tests run."""

from . import process, say
from .state import ROOT, remove


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
        """Print what share of each file was run."""
        if self._wanted:
            data = f"--data-file={self._folder}/.coverage"
            tool = [self._tools.exe, "-m", "coverage"]
            process.output([*tool, "combine", data, self._folder], cwd=ROOT)
            say.line(process.output([*tool, "report", data], cwd=ROOT))
