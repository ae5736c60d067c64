"""Our add-ons, as their manifests describe them."""

import ast
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from .state import ROOT, digest

FOLDER = ROOT / "addons"
DEMO = "print_demo"  # the shop to look at: not part of what is tested alone
# Nothing of these gets into a database.
OUTSIDE = {"tests", "readme", "src", "__pycache__"}

# Packages of an add-on that Odoo, or we by habit, give a meaning.
ODOO_PACKAGES = {
    *("models", "wizards", "controllers", "report", "cli", "tests", "migrations"),
}


@dataclass(frozen=True)
class Addon:
    """One add-on of ours.

    :param path: its folder
    """

    path: Path

    @property
    def name(self):
        return self.path.name

    @cached_property
    def manifest(self):
        return ast.literal_eval((self.path / "__manifest__.py").read_text())

    @property
    def depends(self):
        return self.manifest.get("depends", [])

    @property
    def tests(self):
        """Its files of Odoo tests."""
        return sorted(self.path.glob("tests/test_*.py"))

    @property
    def domains(self):
        """Its packages of plain Python, which know nothing of Odoo."""
        return [
            path.parent
            for path in sorted(self.path.glob("*/__init__.py"))
            if path.parent.name not in ODOO_PACKAGES
        ]

    @cached_property
    def key(self):
        """Changes with any file that gets into a database."""
        files = [
            path
            for path in sorted(self.path.rglob("*"))
            if path.is_file()
            and not OUTSIDE & set(path.relative_to(self.path).parts[:-1])
            and path.suffix not in (".pyc", ".pot")
        ]
        return digest(*(each for path in files for each in (path, path.name)))


def all_addons(folder=FOLDER):
    """Return our installable add-ons by name."""
    found = [Addon(path.parent) for path in sorted(folder.glob("*/__manifest__.py"))]
    return {
        addon.name: addon for addon in found if addon.manifest.get("installable", True)
    }


def closure(names, addons):
    """Return ``names`` and those of our add-ons they depend on, sorted."""
    found, left = set(), list(names)
    while left:
        name = left.pop()
        if name in addons and name not in found:
            found.add(name)
            left.extend(addons[name].depends)
    return sorted(found)
