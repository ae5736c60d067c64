from odoo import fields, models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    print_basket_id = fields.Many2one(
        "sale.order",
        string="Current basket",
        ondelete="set null",
        index="btree_not_null",
        copy=False,
        help="Where this account's next job goes.",
    )

    def _print_client_domain(self, model_name, client):
        """Jobs, their steps and specs go with the orders that an account may see."""
        orders = {
            "print.job": "order_id",
            "print.job.move": "job_id.order_id",
            "print.spec": "line_ids.order_id",
        }
        if path := orders.get(model_name):
            return Domain(path, "any", self._print_domain("sale.order"))
        if model_name in ("print.status", "print.reason"):
            return Domain.TRUE
        if model_name == "print.press":
            return self._print_place_domain(client, "client_id")
        if model_name == "print.draft":
            return Domain("user_id", "=", self.id) & Domain("client_id", "=", client.id)
        return super()._print_client_domain(model_name, client)
