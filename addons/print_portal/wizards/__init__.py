from . import print_final_price
from . import print_final_price_line
from . import print_job_stop
