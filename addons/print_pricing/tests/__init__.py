from . import test_film_output
from . import test_order_type
from . import test_pricing
from . import test_proofs
from . import test_scanning
from . import test_spec
