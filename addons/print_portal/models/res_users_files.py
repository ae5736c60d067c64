from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    def _print_client_domain(self, model_name, client):
        """The folder is the client's; what a branch put there is the branch's.

        The head office's accounts share what came from there or lay on disk, and see
        the branches' files if they see colleagues' orders. What belongs to a job goes
        with the orders that an account may see.
        """
        if model_name == "print.file":
            return self._print_file_domain(client)
        if model_name == "print.artwork":
            orders = self._print_domain("sale.order")
            return Domain("job_id.order_id", "any", orders)
        return super()._print_client_domain(model_name, client)

    def _print_file_domain(self, client):
        of_client = Domain("partner_id", "=", client.id)
        buyer = self._print_buyer()
        if buyer != client:
            return of_client & Domain("branch_id", "child_of", buyer.id)
        if self._has_print_right("see_colleagues"):
            return of_client
        return of_client & (
            Domain("branch_id", "=", False) | Domain("user_id", "=", self.id)
        )
