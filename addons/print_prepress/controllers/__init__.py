from . import findings, preflight
