from odoo import models


class SaleOrder(models.Model):
    """Orders of services alone: no job and no delivery says when they are done."""

    _inherit = "sale.order"

    def _are_services_done(self):
        """Whether this order has nothing but services, and all of them are done."""
        self.ensure_one()
        lines = self._get_portal_lines().filtered("product_uom_qty")
        return bool(lines) and all(line._is_service_done() for line in lines)

    def _compute_invoice_status(self):
        """What core asks anew when a line is delivered or invoiced, is asked with it.

        Not by ``depends``: each click in a basket would ask it, too.
        """
        result = super()._compute_invoice_status()
        moved = self.filtered(
            lambda order: order.state == "sale" and order.print_source
        )
        self.env.add_to_compute(self._fields["print_status_id"], moved)
        moved.modified(["print_status_id", "print_awaited_from"])  # what hangs on them
        return result
