"""Check a shop's price list against its worked examples, without a database."""

import importlib
import sys
from pathlib import Path

from . import addons, say
from .say import Trouble

DOMAIN = "estimate"


def check(path):
    """Price the cases of a file, say what differs; return whether nothing does."""
    cases = _domain()
    try:
        found = cases.read_cases(Path(path).read_text(encoding="utf-8"))
    except OSError as error:
        raise Trouble(f"{path}: {error.strerror}.") from None
    except ValueError as error:  # also a text that is no UTF-8
        raise Trouble(f"{path}: {error}.") from None
    differences = [each for case in found for each in case.differences()]
    for difference in differences:
        say.line(str(difference))
    wrong = len({difference.case for difference in differences})
    say.line(f"{len(found)} cases, {len(found) - wrong} as expected, {wrong} not")
    return not differences


def _domain():
    """Import the plain Python of prices as Odoo would never notice."""
    for addon in addons.all_addons().values():
        if any(domain.name == DOMAIN for domain in addon.domains):
            sys.path.insert(0, str(addon.path))
            return importlib.import_module(f"{DOMAIN}.cases")
    raise Trouble(f"No add-on has a package {DOMAIN}: there is nothing to price with.")
