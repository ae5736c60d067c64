from odoo import api, fields, models
from odoo.addons.print_portal.big_integer import BigInteger
from odoo.addons.print_portal.file_size import size_words


class PrintFtpSession(models.Model):
    """Somebody who is in the file server."""

    _name = "print.ftp.session"
    _description = "File Server Session"
    _order = "id desc"
    _log_access = False

    key = fields.Char(required=True, readonly=True, index=True)
    node_id = fields.Many2one(
        "print.ftp.node", readonly=True, index=True, ondelete="cascade"
    )
    user_id = fields.Many2one(
        "res.users", "Account", readonly=True, index=True, ondelete="cascade"
    )
    partner_id = fields.Many2one(
        "res.partner", "Client", readonly=True, index=True, ondelete="cascade"
    )
    protocol = fields.Selection(
        [("ftp", "FTP"), ("ftps", "FTP over TLS"), ("sftp", "SFTP")], readonly=True
    )
    address = fields.Char("From", readonly=True)
    date_opened = fields.Datetime(
        "Since", required=True, readonly=True, default=fields.Datetime.now
    )
    date_last = fields.Datetime("Last transfer", readonly=True)
    last_file = fields.Char("Last file", readonly=True)
    file_count = fields.Integer("Files", readonly=True)
    size = BigInteger("Bytes", readonly=True)
    size_text = fields.Char("Size", compute="_compute_size_text")
    is_ending = fields.Boolean(readonly=True)

    @api.depends("size")
    @api.depends_context("lang")
    def _compute_size_text(self):
        for session in self:
            session.size_text = (
                size_words(self.env, session.size) if session.size else ""
            )

    @api.model
    def _follow(self, event):
        """Bring the sessions up to an event of the file server (plain values)."""
        if event["kind"] == "login":
            node = self.env["print.ftp.node"].search([("name", "=", event["node"])])
            self.create(
                {
                    "key": event["session"],
                    "node_id": node.id,
                    "user_id": event["user"],
                    "partner_id": event["client"],
                    "protocol": event["protocol"],
                    "address": event["address"],
                }
            )
            return
        session = self.search([("key", "=", event["session"])])
        if event["kind"] == "logout":
            session.unlink()
        elif event["kind"] in ("receive", "send") and session:
            session.write(
                {
                    "date_last": fields.Datetime.now(),
                    "last_file": event["path"],
                    "file_count": session.file_count + 1,
                    "size": session.size + event["size"],
                }
            )

    def action_end(self):
        """Button: send whoever it is away. He may come back."""
        self.check_access("write")
        self.sudo().is_ending = True  # no other field is to be written by hand

    def action_ban(self):
        """Button: send him away and refuse his address for an hour."""
        self.check_access("write")
        self.env["print.ftp.ban"]._ban(self.mapped("address"))
        self.action_end()
