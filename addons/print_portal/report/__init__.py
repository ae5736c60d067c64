from . import sale_report
from . import stock_forecasted
