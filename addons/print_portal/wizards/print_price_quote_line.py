from odoo import api, fields, models


class PrintPriceQuoteLine(models.TransientModel):
    _name = "print.price.quote.line"
    _description = "Price of a Print Job on Request"

    wizard_id = fields.Many2one("print.price.quote", required=True, ondelete="cascade")
    line_id = fields.Many2one("sale.order.line", required=True)
    title = fields.Char(related="line_id.print_spec_id.title")
    summary = fields.Char(related="line_id.print_spec_id.summary")
    currency_id = fields.Many2one(related="line_id.currency_id")
    why = fields.Char("Why no price", related="line_id.print_no_price_reason")
    hour_price = fields.Monetary("An hour", compute="_compute_hour_price")
    amount = fields.Monetary("Price", help="Of all of it, tax as the product says.")
    note = fields.Char("What the client reads", help="What the price includes.")

    @api.depends("line_id")
    def _compute_hour_price(self):
        for row in self:
            row.hour_price = row.line_id._get_hour_price() or False
