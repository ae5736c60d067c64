from odoo import models
from odoo.exceptions import UserError


class SaleOrder(models.Model):
    """Changes of an order that the shop has accepted: what waits for the client's yes.

    The order shows at once what the shop would like. Until the client agrees, no more
    leaves than was agreed (``stock.picking``), and nothing is billed.
    """

    _inherit = "sale.order"

    def write(self, vals):
        result = super().write(vals)
        if "commitment_date" in vals:
            self._forget_change()
        return result

    def _forget_change(self):
        """Ask no longer about what has been put back as it was agreed."""
        for order in self.filtered("print_is_sealed"):
            if order._get_open_change() and not order._get_changes():
                order._withdraw_change()

    def _check_prices_answered(self):
        """Refuse to bill changes, too, that the client has not agreed to."""
        result = super()._check_prices_answered()
        changed = self.filtered(lambda order: order._get_changes())
        if changed:
            raise UserError(
                self.env._(
                    "The client has still to accept your changes: %s",
                    ", ".join(changed.mapped("name")),
                )
            )
        return result
