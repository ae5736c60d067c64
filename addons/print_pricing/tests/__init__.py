from . import test_form_design
from . import test_form_prepress
from . import test_form_press_printing
from . import test_order_type
from . import test_pricing
from . import test_spec
