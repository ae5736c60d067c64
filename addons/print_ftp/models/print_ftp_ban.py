import ipaddress
from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import ValidationError

HOUR = timedelta(hours=1)


class PrintFtpBan(models.Model):
    """An address, or a network, that the file server does not talk to."""

    _name = "print.ftp.ban"
    _description = "File Server Ban"
    _order = "date_until desc, id desc"
    _rec_name = "network"

    network = fields.Char(
        "Address", required=True, help="An IP address, or a network as 203.0.113.0/24."
    )
    date_until = fields.Datetime(
        "Until", help="Empty: until somebody lifts it.", index=True
    )
    reason = fields.Char()
    active = fields.Boolean(default=True)

    @api.constrains("network")
    def _check_network(self):
        for ban in self:
            try:
                ipaddress.ip_network(ban.network.strip(), strict=False)
            except ValueError as error:
                raise ValidationError(
                    self.env._(
                        "Address: enter an IP address, or a network as 203.0.113.0/24."
                    )
                ) from error

    @api.model
    def _ban(self, addresses, reason=None):
        """Refuse these addresses for an hour."""
        until = fields.Datetime.now() + HOUR
        return self.create(
            [
                {"network": address, "date_until": until, "reason": reason}
                for address in set(addresses)
            ]
        )

    @api.model
    def _get_networks(self):
        """Return the networks that are refused now."""
        now = fields.Datetime.now()
        bans = self.search(["|", ("date_until", "=", False), ("date_until", ">", now)])
        return [ban.network.strip() for ban in bans]
