"""Translations: our terms, and whether ru, bg and fr have all of them."""

import json

from . import addons, process, say
from .state import ROOT, remove

LANGUAGES = ("ru", "bg", "fr")
# Runs in Odoo's shell, which alone knows the terms of views, models and code.
EXPORT = """
from pathlib import Path
from odoo.tools.translate import trans_export
for name in {names!r}:
    with Path({folder!r}, f"{{name}}.pot").open("wb") as file:
        trans_export(None, [name], file, "po", env)
"""


def export(ready, databases):
    """Write each add-on's pot anew and bring its languages up to date with it."""
    folder, names = _fresh(ready, databases)
    for written in _catalogue(ready, "merge", folder, names):
        say.line(written)


def check(ready, databases):
    """Return how many files were looked at, and what is wrong, as ``file: what``."""
    folder, names = _fresh(ready, databases)
    problems = _catalogue(ready, "check", folder, names)
    return len(names) * (1 + len(LANGUAGES)), problems


def _fresh(ready, databases):
    """Export all terms into a folder of the state; return it and the add-ons."""
    names = sorted(addons.all_addons())
    folder = ready.state / "i18n"
    remove(folder)
    folder.mkdir()
    database = databases.copy(databases.demo(), "i18n")
    code = EXPORT.format(names=names, folder=str(folder))
    with say.step("Terms of our add-ons"):
        ready.python_code(database, code, "i18n-export")
    databases.drop(database)
    return folder, names


def _catalogue(ready, verb, folder, names):
    """Run ``catalogue`` where polib is; return the lines it answers with."""
    pairs = {
        name: [str(folder / f"{name}.pot"), f"addons/{name}/i18n"] for name in names
    }
    told = process.output(
        [ready.python.exe, ROOT / "tools/shop/catalogue.py", verb, *LANGUAGES],
        cwd=ROOT,
        input=json.dumps(pairs),
    )
    return told.splitlines()
