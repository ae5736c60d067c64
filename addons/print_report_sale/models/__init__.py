from . import account_move_send, mail_template
