from . import test_order_type
from . import test_pricing
from . import test_spec
