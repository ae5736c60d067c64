from . import core_doors
