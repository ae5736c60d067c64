from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.print_pricing.models.print_estimate import VALID_DAYS
from odoo.exceptions import UserError
from odoo.fields import Command


class PrintPriceQuote(models.TransientModel):
    """Answers work on request with prices that the client accepts before it begins."""

    _name = "print.price.quote"
    _description = "Prices of Print Work on Request"

    order_id = fields.Many2one("sale.order", required=True)
    expires = fields.Date(
        "Valid until",
        default=lambda self: fields.Date.context_today(self) + timedelta(VALID_DAYS),
    )
    line_ids = fields.One2many("print.price.quote.line", "wizard_id")

    @api.model
    def default_get(self, fields_list):
        values = super().default_get(fields_list)
        if "line_ids" not in fields_list or not values.get("order_id"):
            return values
        order = self.env["sale.order"].browse(values["order_id"])
        values["line_ids"] = [
            Command.create(
                {
                    "line_id": line.id,
                    "amount": line.print_asked_id.amount_net,
                    "note": line.print_asked_id.note,
                }
            )
            for line in order.order_line
            if line.print_is_on_request and not line.print_spec_id.is_brief
        ]
        return values

    def action_quote(self):
        """Ask the client to accept the prices that were entered."""
        self.ensure_one()
        order = self.order_id
        order.check_access("write")
        if self.expires and self.expires < fields.Date.context_today(self):
            raise UserError(self.env._("Valid until: choose today or a later day."))
        rows = self.line_ids.filtered("amount")
        if not rows:
            raise UserError(self.env._("Price: enter it for at least one job."))
        for row in rows:
            row.line_id._quote_price(row.amount, row.note or None, self.expires)
        if not order.order_line.filtered(
            lambda line: line.print_is_on_request and not line.print_asked_id
        ):
            order._close_price_tasks()
        order._tell_asked_price()
        return {"type": "ir.actions.act_window_close"}
