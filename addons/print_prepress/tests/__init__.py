from . import test_preflight
