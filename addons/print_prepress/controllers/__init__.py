from . import findings, preflight, preview
