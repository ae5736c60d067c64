from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    def _print_client_domain(self, model_name, client):
        """The folder is the client's; what a branch put there is the branch's.

        An office shares what it put there, the head office also what lay on disk; who
        sees colleagues' orders sees the files of the branches below, too. What belongs
        to a job goes with the orders that an account may see.
        """
        if model_name == "print.file":
            return self._print_file_domain(client)
        if model_name == "print.artwork":
            orders = self._print_domain("sale.order")
            return Domain("job_id.order_id", "any", orders)
        return super()._print_client_domain(model_name, client)

    def _print_file_domain(self, client):
        of_client = Domain("partner_id", "=", client.id)
        branch = self._print_buyer() - client
        if not self._has_print_right("see_colleagues"):
            return of_client & Domain("branch_id", "=", branch.id)
        if branch:
            return of_client & Domain("branch_id", "child_of", branch.id)
        return of_client
