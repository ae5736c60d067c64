"""Prepress is plain Python: it is imported here without Odoo."""

import sys
from pathlib import Path

ADDON = Path(__file__).parents[2] / "addons" / "print_prepress"
sys.path[:0] = [str(ADDON), str(Path(__file__).parent)]
