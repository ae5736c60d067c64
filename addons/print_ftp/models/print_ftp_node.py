from datetime import timedelta
from urllib.parse import quote

from odoo import api, fields, models
from odoo.addons.print_portal.big_integer import BigInteger
from odoo.addons.print_portal.file_size import size_words

SEEN = timedelta(seconds=60)  # a process that has said nothing for so long is gone


class PrintFtpNode(models.Model):
    """A process of the file server, while it runs."""

    _name = "print.ftp.node"
    _description = "File Server Process"
    _order = "name"
    _log_access = False

    name = fields.Char(required=True, readonly=True, help="Machine and process.")
    date_started = fields.Datetime(
        "Started", required=True, readonly=True, default=fields.Datetime.now
    )
    date_seen = fields.Datetime(
        "Last heard of", required=True, readonly=True, default=fields.Datetime.now
    )
    ftp_address = fields.Char("FTP", readonly=True)
    sftp_address = fields.Char("SFTP", readonly=True)
    sftp_fingerprint = fields.Char("SFTP fingerprint", readonly=True)
    root = fields.Char(
        "Folder of files", readonly=True, help="Where the files of clients lie."
    )
    free = BigInteger("Free bytes", readonly=True, help="For files of clients.")
    total = BigInteger("Bytes of the disk", readonly=True)
    free_text = fields.Char(
        "Free space",
        compute="_compute_free_text",
        help="What uploads may still use, and how much the disk has in all.",
    )
    is_alive = fields.Boolean("Runs", compute="_compute_is_alive")
    session_ids = fields.One2many("print.ftp.session", "node_id", readonly=True)
    session_count = fields.Integer("Sessions", compute="_compute_session_count")

    _name_uniq = models.UniqueIndex("(name)", "This process has a record already.")

    @api.depends("free", "total")
    @api.depends_context("lang")
    def _compute_free_text(self):
        for node in self:
            node.free_text = self.env._(
                "%(free)s of %(total)s",
                free=size_words(self.env, node.free),
                total=size_words(self.env, node.total),
            )

    @api.depends("date_seen")
    def _compute_is_alive(self):
        newest = fields.Datetime.now() - SEEN
        for node in self:
            node.is_alive = node.date_seen >= newest

    @api.depends("session_ids")
    def _compute_session_count(self):
        counts = dict(
            self.env["print.ftp.session"]._read_group(
                [("node_id", "in", self.ids)], ["node_id"], ["__count"]
            )
        )
        for node in self:
            node.session_count = counts.get(node, 0)

    @api.model
    def _beat(self, name, free, **values):
        """Note that a process lives; return the keys of sessions it is to end.

        Processes that died, and their sessions, are forgotten.

        :param free: bytes that uploads may still use
        """
        now = fields.Datetime.now()
        node = self.search([("name", "=", name)])
        values |= {"date_seen": now, "free": max(free, 0)}
        if node:
            node.write(values)
        else:
            node = self.create({"name": name, **values})
        self.search([("date_seen", "<", now - SEEN)]).unlink()
        return node.session_ids.filtered("is_ending").mapped("key")

    @api.model
    def _leave(self, name):
        """Note that a process ends."""
        self.search([("name", "=", name)]).unlink()

    @api.model
    def _get_connection(self, user):
        """Return how programs of ``user`` reach the server, as plain values.

        What the shop has set, else what a running process says of itself.
        """
        # Settings and processes are not for accounts to read.
        params, node = (
            self.env["ir.config_parameter"].sudo(),
            self.sudo().search([], limit=1),
        )
        values = {
            "host": params.get_param("print_ftp.host") or _host(node.ftp_address),
            "ftp_port": params.get_param("print_ftp.ftp_port")
            or _port(node.ftp_address),
            "sftp_port": params.get_param("print_ftp.sftp_port")
            or _port(node.sftp_address),
            "sftp_fingerprint": params.get_param("print_ftp.sftp_fingerprint")
            or node.sftp_fingerprint,
            "login": user.login,
            "needs_key": user._rpc_api_keys_only(),
        }
        return values | {"is_known": bool(values["host"]), "url": _url(**values)}


def _url(host, sftp_port, login, **_others):
    """Return an address that programs understand whole; "" without SFTP."""
    if not (host and sftp_port):
        return ""
    host = f"[{host}]" if ":" in host else host
    return f"sftp://{quote(login, safe='')}@{host}:{sftp_port}/"


def _host(address):
    return (address or "").rpartition(":")[0]


def _port(address):
    return (address or "").rpartition(":")[2]
