from odoo import api, fields, models

from ..models.sale_order_again import NEW
from ..models.sale_order_line_again import MODES


class PrintOrderAgain(models.TransientModel):
    """Orders again for a client: a new order of the office."""

    _name = "print.order.again"
    _description = "Order Again"

    order_id = fields.Many2one("sale.order", required=True, ondelete="cascade")
    mode = fields.Selection(
        [*MODES, (NEW, "New order")], "How", required=True, default="repeat"
    )
    line_ids = fields.Many2many(
        "sale.order.line",
        string="Work",
        domain="[('order_id', '=', order_id), ('print_spec_id', '!=', False)]",
    )
    keeps = fields.Char("Kept", compute="_compute_keeps")
    anew = fields.Char(compute="_compute_keeps")
    told = fields.Text("Not possible", compute="_compute_keeps")

    @api.onchange("order_id")
    def _onchange_order_id(self):
        self.line_ids = self.order_id.order_line.filtered("print_spec_id")

    @api.depends("order_id", "mode", "line_ids")
    def _compute_keeps(self):
        for wizard in self:
            order = wizard.order_id._for_print_client()
            words = order._get_again_words()[wizard.mode or NEW]
            _label, wizard.keeps, wizard.anew = words
            wizard.told = "\n".join(wizard._get_told())

    def _get_told(self):
        """Return what cannot be taken along, as sentences."""
        if not self.mode or self.mode == NEW:
            return []
        told = []
        for line in self.line_ids._origin:
            again = line._renew_work(self.mode)
            told += [
                f"{line._get_print_title()}: {sentence}"
                for sentence in again["told"] + again["stops"]
            ]
        return told

    def action_order(self):
        """Make the new order and open it."""
        self.ensure_one()
        self.order_id.check_access("read")
        order, _told = self.order_id._repeat_by_office(self.mode, self.line_ids)
        return {
            "type": "ir.actions.act_window",
            "res_model": "sale.order",
            "res_id": order.id,
            "view_mode": "form",
        }
