from odoo import api, fields, models


class PrintFinalPriceLine(models.TransientModel):
    _name = "print.final.price.line"
    _description = "Final Price of a Print Job"

    wizard_id = fields.Many2one("print.final.price", required=True, ondelete="cascade")
    line_id = fields.Many2one("sale.order.line", required=True)
    title = fields.Char(related="line_id.print_spec_id.title")
    summary = fields.Char(related="line_id.print_spec_id.summary")
    currency_id = fields.Many2one(related="line_id.currency_id")
    estimate = fields.Monetary(related="line_id.print_estimated_subtotal")
    quantity = fields.Float(digits="Product Unit", required=True)
    price_unit = fields.Float(min_display_digits="Product Price", required=True)
    subtotal = fields.Monetary(compute="_compute_subtotal", string="Final, untaxed")

    @api.depends("quantity", "price_unit")
    def _compute_subtotal(self):
        for line in self:
            line.subtotal = line.quantity * line.price_unit
