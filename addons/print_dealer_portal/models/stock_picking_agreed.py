from odoo import models
from odoo.exceptions import UserError


class StockPicking(models.Model):
    """No more goods leave than the client of the partner portal has agreed to."""

    _inherit = "stock.picking"

    def _action_done(self):
        for picking in self:
            picking._check_agreed()
        return super()._action_done()

    def _check_agreed(self):
        """Refuse to send out what the client has still to accept.

        :raise UserError: naming the goods
        """
        if self.picking_type_id.code != "outgoing":
            return
        # Whoever works in the store sends out orders that he may not read.
        moves = self.sudo().move_ids.filtered("sale_line_id")
        waiting = [
            line
            for line, leaving in moves.grouped("sale_line_id").items()
            if line._is_beyond_agreement(leaving._get_leaving_quantity(line))
        ]
        if waiting:
            raise UserError(
                self.env._(
                    "%(order)s: the client has still to accept more of %(goods)s.",
                    order=waiting[0].order_id.name,
                    goods=", ".join(line._get_print_title() for line in waiting),
                )
            )
