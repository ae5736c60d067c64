from . import core_doors
from . import files
from . import invoice_payment
from . import portal
from . import portal_basket
from . import portal_order_form
from . import portal_orders
from . import registration
