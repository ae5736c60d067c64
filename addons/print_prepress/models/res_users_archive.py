from odoo import models
from odoo.fields import Domain

from .print_archive import CLIENT


class ResUsers(models.Model):
    _inherit = "res.users"

    def _print_client_domain(self, model_name, client):
        """Accounts fetch the archive for the client of the orders that they see."""
        if model_name == "print.archive":
            orders = self._print_domain("sale.order")
            return Domain("kind", "=", CLIENT) & Domain("order_id", "any", orders)
        return super()._print_client_domain(model_name, client)
