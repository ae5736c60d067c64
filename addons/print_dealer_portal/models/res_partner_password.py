from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_password_mail(self, *hours):
        """Partners need their client number beside the login."""
        mail = super()._get_password_mail(*hours)
        client = self.print_client_id
        if client.is_dealer:
            mail["login"] = self.env._(
                "%(login)s, client number %(number)s",
                login=mail["login"],
                number=client.client_number,
            )
        return mail
