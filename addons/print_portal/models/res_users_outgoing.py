from odoo import models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    def _print_file_domain(self, client):
        """What was put out for an order is for whoever sees the order."""
        own = super()._print_file_domain(client)
        orders = self._print_domain("sale.order")
        put_out = Domain("partner_id", "=", client.id) & Domain(
            "outgoing_job_id.order_id", "any", orders
        )
        return (own & Domain("outgoing_job_id", "=", False)) | put_out
