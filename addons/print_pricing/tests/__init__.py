from . import test_discount
from . import test_estimate
from . import test_mixed_order
from . import test_order_type
from . import test_price_speed
from . import test_pricing
from . import test_spec
from . import test_tariff
