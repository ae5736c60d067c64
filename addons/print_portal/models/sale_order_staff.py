from odoo import fields, models


class SaleOrder(models.Model):
    """What staff see and do beside core's order form."""

    _inherit = "sale.order"

    print_payment_status = fields.Selection(
        [
            ("later", "Not invoiced"),
            ("due", "Invoice open"),
            ("partial", "Partly paid"),
            ("paid", "Paid"),
        ],
        string="Payment",
        compute="_compute_print_payment_status",
        compute_sudo=True,
    )

    def _compute_print_payment_status(self):
        for order in self:
            order.print_payment_status = order._get_payment_status()
