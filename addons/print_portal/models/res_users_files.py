from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    def _print_client_domain(self, model_name, client):
        """The folder is the client's: each of his accounts sees all of it.

        What belongs to a job goes with the orders that an account may see.
        """
        if model_name == "print.file":
            return Domain("partner_id", "=", client.id)
        if model_name == "print.artwork":
            orders = self._print_domain("sale.order")
            return Domain("job_id.order_id", "any", orders)
        return super()._print_client_domain(model_name, client)
