from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    print_ftp_host = fields.Char(
        "File server",
        config_parameter="print_ftp.host",
        help="By which name clients' programs find it, such as ftp.example.com.",
    )
    print_ftp_port = fields.Char("FTP port", config_parameter="print_ftp.ftp_port")
    print_ftp_sftp_port = fields.Char(
        "SFTP port", config_parameter="print_ftp.sftp_port"
    )
    print_ftp_fingerprint = fields.Char(
        "SFTP fingerprint",
        config_parameter="print_ftp.sftp_fingerprint",
        help="What programs show at the first connection: ssh-keygen -lf host_key.",
    )
    print_ftp_staff = fields.Boolean(
        "Staff look into folders of clients",
        config_parameter="print_ftp.staff",
        help="They log in as login+code, such as anna+hillside, and change nothing.",
    )
    print_ftp_dealers = fields.Boolean(
        "Dealers have a folder", config_parameter="print_ftp.dealers"
    )
    print_ftp_idle_days = fields.Integer(
        "Days until an unused login is refused",
        config_parameter="print_ftp.idle_days",
        help="Until its owner logs in to the pages again. 0: never.",
    )
