from odoo import models


class SaleOrder(models.Model):
    """What the papers of an order say beside core's: confirmation and quotation."""

    _inherit = "sale.order"

    def _is_money_shown(self, reader):
        """Whether a document of this order names amounts when ``reader`` opens it.

        Only accounts of a client have the right taken from them: staff, and customers
        of the shop's other business, read their documents as core makes them.
        """
        self.ensure_one()
        if not self.print_source and not reader._print_client():
            return True
        return reader._has_print_right("see_finance")

    def _is_estimate(self):
        """Whether the price may still change after the work."""
        self.ensure_one()
        return bool(self.print_job_ids) and not self._is_price_final()
