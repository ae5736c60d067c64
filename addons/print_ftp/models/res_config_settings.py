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
