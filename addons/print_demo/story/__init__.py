"""The demo shop as plain data: who its clients are, what they ordered, and when.

No Odoo in here. Days count back in working days from the day of the installation.
"""

from .artwork import Artwork
from .clients import CLIENTS, REGISTRATIONS
from .goods import GOODS, GROUPS, KINDS, LANGUAGES, TOP_GROUPS
from .goods_pictures import goods_picture
from .orders import ORDERS
from .pictures import logo, portrait
from .rates import PLATE_FORMATS, RATES, STEPS
from .templates import TEMPLATES
from .workdays import Workdays
