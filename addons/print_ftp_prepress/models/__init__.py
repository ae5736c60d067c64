from . import print_artwork
from . import res_users
