from . import sale_report
from . import receipt
from . import statement
from . import stock_forecasted
