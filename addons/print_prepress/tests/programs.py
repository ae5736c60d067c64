"""Programs of others that tests call."""

import os
from unittest import skipUnless

from ..prepress import ghostscript

# In CI all must run: there the test fails without it.
needs_ghostscript = skipUnless(
    ghostscript.program() or os.environ.get("CI"),
    "Install ghostscript: there are no plates without it.",
)
