from . import print_file
from . import print_ftp_event
from . import res_users
