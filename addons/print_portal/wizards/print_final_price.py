from odoo import api, fields, models
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
        lines = order.order_line.filtered(
            lambda line: line.print_spec_id and not line.qty_invoiced
        )
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
        for line in self.line_ids:
            line.line_id._set_final_price(line.quantity, line.price_unit)
        self.order_id._send_print_mail(
            self.env.ref("print_portal.mail_template_final_price"),
            self.order_id.sudo()._get_money_contact(),
        )
        return {"type": "ir.actions.act_window_close"}
