from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    def _print_client_domain(self, model_name, client):
        """The folder is the client's: each of his accounts sees all of it."""
        if model_name == "print.file":
            return Domain("partner_id", "=", client.id)
        return super()._print_client_domain(model_name, client)
