from . import print_account_invite
from . import print_order_ask
from . import print_order_refuse
