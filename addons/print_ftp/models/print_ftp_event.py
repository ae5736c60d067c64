from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.print_portal.big_integer import BigInteger
from odoo.addons.print_portal.file_size import size_words

KEPT = timedelta(days=180)


class PrintFtpEvent(models.Model):
    """What happened at the file server: who, from where, which file."""

    _name = "print.ftp.event"
    _description = "File Server Event"
    _order = "id desc"
    _log_access = False

    date = fields.Datetime(required=True, readonly=True, default=fields.Datetime.now)
    kind = fields.Selection(
        [
            ("login", "Logged in"),
            ("denied", "Refused"),
            ("receive", "File received"),
            ("suspect", "Perhaps incomplete"),
            ("incomplete", "Transfer broken off"),
            ("send", "File fetched"),
            ("delete", "Deleted"),
            ("rename", "Renamed"),
            ("logout", "Logged out"),
        ],
        required=True,
        readonly=True,
        index=True,
    )
    session = fields.Char(readonly=True, index=True)
    login = fields.Char(readonly=True, index=True, help="As it was typed.")
    address = fields.Char("From", readonly=True)
    protocol = fields.Selection(
        [("ftp", "FTP"), ("ftps", "FTP over TLS"), ("sftp", "SFTP")], readonly=True
    )
    partner_id = fields.Many2one(
        "res.partner", "Client", readonly=True, index=True, ondelete="cascade"
    )
    path = fields.Char("File", readonly=True)
    size = BigInteger("Bytes", readonly=True)
    size_text = fields.Char("Size", compute="_compute_size_text")

    @api.depends("size")
    @api.depends_context("lang")
    def _compute_size_text(self):
        for event in self:
            event.size_text = size_words(self.env, event.size) if event.size else ""

    @api.model
    def _note(self, event):
        """Keep an event of the file server (plain values of ``ftpd.gate.Event``)."""
        self.create(
            {
                "kind": event["kind"],
                "session": event["session"],
                "login": event["login"],
                "address": event["address"],
                "protocol": event["protocol"],
                "partner_id": event["client"],
                "path": event["path"],
                "size": event["size"],
            }
        )

    @api.model
    def _has_ended(self, session):
        """Whether somebody has logged out: events may be told out of order."""
        ended = [("session", "=", session), ("kind", "=", "logout")]
        return bool(self.search(ended, limit=1))

    @api.autovacuum
    def _gc_events(self):
        self.search([("date", "<", fields.Datetime.now() - KEPT)]).unlink()
