from . import test_gate
from . import test_missing
from . import test_ready
from . import test_replay
from . import test_usage
