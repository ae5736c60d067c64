from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    def _print_client_domain(self, model_name, client):
        """The schemes of one's own firm or branch; forms offer the shop's as well."""
        if model_name == "print.imposition":
            return self._print_place_domain(client, "client_id")
        return super()._print_client_domain(model_name, client)

    def _print_executor_domain(self, model_name):
        if model_name == "print.imposition":
            return Domain("client_id", "=", False)
        if model_name == "print.imposed":
            return Domain("job_id.executor_id", "=", self.id)
        if model_name == "print.imposed.source":
            return Domain("imposed_id.job_id.executor_id", "=", self.id)
        return super()._print_executor_domain(model_name)
