from odoo import fields, models


class SaleOrder(models.Model):
    """Orders that staff take for a client: when he sees them, and what came of them.

    A draft of the office is not the client's business while it is being written. One
    button shows it to him at once, without a mail; sending it does the same with one.
    """

    _inherit = "sale.order"

    print_repeat_count = fields.Integer(
        "Ordered again",
        compute="_compute_print_repeat_count",
        groups="base.group_user",
        help="Orders and baskets that repeat work of this one.",
    )

    def _compute_print_repeat_count(self):
        for order in self:
            order.print_repeat_count = len(order._get_repeats())

    def _get_repeats(self):
        """Return the orders that have work of this one in them, those one may see."""
        lines = self.env["sale.order.line"].search(
            [("print_source_line_id", "in", self.order_line.ids)]
        )
        return lines.order_id

    def action_open_print_repeats(self):
        """Show the orders that repeat work of this one."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ordered again: %s", self.name),
            "res_model": "sale.order",
            "view_mode": "list,form",
            "domain": [("id", "in", self._get_repeats().ids)],
        }

    def action_show_to_client(self):
        """Let the client see this quotation on his pages now, without a mail."""
        self.check_access("write")
        self.action_quotation_sent()
        for order in self:
            order._message_log(
                body=order.env._(
                    "Shown on the client's pages by %s.", order.env.user.name
                )
            )
