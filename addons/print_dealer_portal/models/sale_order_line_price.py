from odoo import models


class SaleOrderLine(models.Model):
    """Lines of dealers carry the net price and no percentage.

    Core keeps what a rule takes off in ``discount``, which orders and invoices print,
    and with which the list price can be reckoned.
    """

    _inherit = "sale.order.line"

    def _is_of_dealer(self):
        self.ensure_one()
        return self.order_id.partner_id.commercial_partner_id.is_dealer

    def _get_display_price_ignore_combo(self):
        if self._is_of_dealer():
            return self._get_pricelist_price()
        return super()._get_display_price_ignore_combo()

    def _compute_discount(self):
        of_dealers = self.filtered(lambda line: line._is_of_dealer())
        of_dealers.discount = 0.0
        return super(SaleOrderLine, self - of_dealers)._compute_discount()
