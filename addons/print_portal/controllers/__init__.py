from . import core_doors
from . import portal
