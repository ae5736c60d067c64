"""Make ``import quick_lines`` find the domain package without loading Odoo."""

import sys
from pathlib import Path

ADDON = Path(__file__).parents[2] / "addons" / "print_dealer_portal"
sys.path.insert(0, str(ADDON))
