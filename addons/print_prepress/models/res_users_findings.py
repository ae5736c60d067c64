from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    def _print_client_domain(self, model_name, client):
        """Findings go with the orders that an account may see, as their files do."""
        if model_name == "print.finding":
            return Domain("job_id.order_id", "any", self._print_domain("sale.order"))
        return super()._print_client_domain(model_name, client)

    def _print_executor_domain(self, model_name):
        if model_name == "print.finding":
            return Domain("job_id.executor_id", "=", self.id)
        return super()._print_executor_domain(model_name)
