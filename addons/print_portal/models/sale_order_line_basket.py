from odoo import models

from ..file_facts import get_file_facts


class SaleOrderLine(models.Model):
    """A job of a basket as it is approved, and as it is moved to another basket."""

    _inherit = "sale.order.line"

    def _get_sealed_facts(self):
        """Return what of this line is approved, see ``_get_approval_seal``."""
        self.ensure_one()
        spec = self.print_spec_id
        return [
            self.product_id.id,
            spec.hash,
            spec.title,
            spec.accepted_rules,
            get_file_facts(spec.file_ids),
            f"{self.product_uom_qty:.6f}",
            f"{self.price_subtotal:.6f}",
            self.print_is_on_request,
        ]

    def _move_to_basket(self, target):
        """Put this job into another basket of the same client, as it was filled.

        :param target: the basket, as superuser
        :raise SpecErrors: when it cannot be ordered any more
        :raise UserError: when one of the two may not be filled now
        """
        self.ensure_one()
        if target == self.order_id:
            return
        self.order_id._check_is_basket()
        target._check_is_basket()
        target._restore_print_job(self._get_undo_values())
        self._remove_print_job()
