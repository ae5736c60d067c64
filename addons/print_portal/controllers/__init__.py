from . import core_doors
from . import files
from . import portal
from . import registration
