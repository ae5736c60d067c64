from . import preflight
