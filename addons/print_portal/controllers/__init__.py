from . import core_doors
from . import portal
from . import registration
