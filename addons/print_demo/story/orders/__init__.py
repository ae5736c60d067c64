"""What was ordered, and what has become of it: every status has its order.

Titles, notes and messages are in the language of the client, as he would write them.
"""

from .dealers import DEALERS
from .finished import FINISHED
from .leaving import LEAVING
from .production import PRODUCTION
from .unsent import UNSENT
from .waiting import WAITING

# In this order: of steps of the same minute the earlier order's come first.
ORDERS = [*FINISHED, *LEAVING, *PRODUCTION, *WAITING, *UNSENT, *DEALERS]
