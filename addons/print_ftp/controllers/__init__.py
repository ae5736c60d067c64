from . import file_server
