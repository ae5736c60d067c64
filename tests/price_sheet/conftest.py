"""Make ``import price_sheet`` find the module without loading Odoo."""

import sys
from pathlib import Path

ADDON = Path(__file__).parents[2] / "addons" / "print_pricing"
sys.path.insert(0, str(ADDON))
