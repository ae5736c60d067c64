from . import print_file
from . import print_ftp_ban
from . import print_ftp_event
from . import print_ftp_key
from . import print_ftp_node
from . import print_ftp_session
from . import res_config_settings
from . import res_users
