from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    def _print_client_domain(self, model_name, client):
        """Documents for this client and for all; those about money for who sees it."""
        if model_name != "print.document":
            return super()._print_client_domain(model_name, client)
        domain = Domain("client_id", "in", (False, client.id))
        if not self._has_print_right("see_finance"):
            domain &= Domain("is_for_finance", "=", False)
        return domain
