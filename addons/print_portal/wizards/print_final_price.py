from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class PrintFinalPrice(models.TransientModel):
    """Shows what was made and what it costs, and sets the prices after the work."""

    _name = "print.final.price"
    _description = "Final Price of a Print Order"

    order_id = fields.Many2one("sale.order", required=True)
    line_ids = fields.One2many("print.final.price.line", "wizard_id")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if "line_ids" not in fields_list or not values.get("order_id"):
            return values
        order = self.env["sale.order"].browse(values["order_id"])
        values["line_ids"] = [
            Command.create(self.line_ids._prepare_for(line))
            for line in order._get_open_price_lines()
        ]
        return values

    def action_fix(self):
        """Set the prices, and tell or ask the client."""
        self.ensure_one()
        order = self.order_id
        order.check_access("write")
        if not order._get_open_price_lines():
            raise UserError(
                self.env._(
                    "%s is invoiced: correct the invoice by a credit note.", order.name
                )
            )
        order._close_price_tasks()
        for row in self.line_ids:
            row.line_id._settle_final_price(
                row.amount, row.deviation_cause or None, row.note or None
            )
        if order._get_asked_lines():
            order._tell_asked_price()
        else:
            order._tell_final_price()
        return {"type": "ir.actions.act_window_close"}
