from . import print_tariff_version
from . import print_tariff_table
from . import print_tariff_export
from . import print_tariff_import
