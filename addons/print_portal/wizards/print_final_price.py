from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command


class PrintFinalPrice(models.TransientModel):
    """Asks what was really made, and fixes the price of an order after the work."""

    _name = "print.final.price"
    _description = "Final Price of a Print Order"

    order_id = fields.Many2one("sale.order", required=True)
    line_ids = fields.One2many("print.final.price.line", "wizard_id")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        order = self.env["sale.order"].browse(values.get("order_id"))
        lines = order._get_open_price_lines()
        values["line_ids"] = [
            Command.create(
                {
                    "line_id": line.id,
                    "quantity": line.product_uom_qty,
                    "price_unit": line.price_unit,
                }
            )
            for line in lines
        ]
        return values

    def action_fix(self):
        """Fix the prices and tell the client."""
        self.ensure_one()
        self.order_id.check_access("write")
        if not self.order_id._get_open_price_lines():
            raise UserError(
                self.env._(
                    "%s is invoiced: correct the invoice by a credit note.",
                    self.order_id.name,
                )
            )
        for line in self.line_ids:
            line.line_id._set_final_price(line.quantity, line.price_unit)
        self.order_id._send_print_mail(
            self.env.ref("print_portal.mail_template_final_price"),
            self.order_id.sudo()._get_money_contact(),
        )
        return {"type": "ir.actions.act_window_close"}
