from odoo import api, fields, models


class SaleOrder(models.Model):
    """What staff read under the lines: discount, paid, still to pay."""

    _inherit = "sale.order"

    print_discount_amount = fields.Monetary(
        "Discount in the prices",
        compute="_compute_print_discount_amount",
        groups="sales_team.group_sale_salesman",
        help="What the client's discounts have taken off; his papers do not show it.",
    )
    print_paid_amount = fields.Monetary(
        "Paid", compute="_compute_print_paid_amount", compute_sudo=True
    )
    print_due_amount = fields.Monetary(
        "Still to pay", compute="_compute_print_paid_amount", compute_sudo=True
    )
    print_credit_amount = fields.Monetary(
        "Paid too much", compute="_compute_print_paid_amount", compute_sudo=True
    )
    print_has_on_request = fields.Boolean(
        "Has work on request", compute="_compute_print_questions"
    )
    print_has_asked_price = fields.Boolean(
        "Waits for a price",
        compute="_compute_print_questions",
        groups="base.group_user",
    )

    @api.depends("order_line.print_estimate_id")
    def _compute_print_discount_amount(self):
        for order in self:
            estimates = order.order_line.print_estimate_id
            order.print_discount_amount = sum(estimates.mapped("amount_discount"))

    def _compute_print_paid_amount(self):
        for order in self:
            paid = order._get_paid_amount()
            order.print_paid_amount = paid
            order.print_due_amount = order._get_amount_due()
            order.print_credit_amount = max(paid - order.amount_total, 0.0)

    @api.depends("order_line.print_is_on_request", "order_line.print_asked_id")
    def _compute_print_questions(self):
        for order in self:
            lines = order.sudo().order_line  # accounts see no estimates
            order.print_has_asked_price = bool(lines.print_asked_id)
            order.print_has_on_request = order.state in ("sent", "sale") and any(
                line.print_is_on_request and not line.print_spec_id.is_brief
                for line in lines
            )
