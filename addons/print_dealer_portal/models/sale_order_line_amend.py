from odoo import models

# What both sides agree to: of goods, and of the day on which they leave.
AGREED_FIELDS = {"product_uom_qty", "price_unit", "print_date_planned"}


class SaleOrderLine(models.Model):
    """Goods of an accepted order that the shop changes, see ``sale.order``."""

    _inherit = "sale.order.line"

    def write(self, vals):
        result = super().write(vals)
        if "print_date_planned" in vals:
            self._tell_first_date()
            self._move_to_planned_date()
        if vals.keys() & AGREED_FIELDS:
            self.order_id._forget_change()
        return result

    def _tell_first_date(self):
        """The first day that the client of an accepted order reads counts from then on.

        Of a later one he is asked.
        """
        for line in self:
            is_kept = line.state == "sale" and line.print_is_agreed
            if is_kept and line.print_date_planned and not line._get_date_told():
                line.print_agreed_date = line.print_date_planned

    def _move_to_planned_date(self):
        """Let what has not left yet leave on the day that is planned by now."""
        # Who serves a client plans his goods, without rights in the store.
        for line in self.sudo().filtered(lambda line: line.state == "sale"):
            waiting = line.move_ids.filtered(
                lambda move: move.state not in ("done", "cancel")
            )
            if waiting:
                values = line._prepare_procurement_values()
                waiting.write(
                    {
                        "date": values["date_planned"],
                        "date_deadline": values["date_deadline"],
                    }
                )

    def _is_beyond_agreement(self, leaving):
        """Whether more of these goods would leave than the client has agreed to.

        :param float leaving: what is about to leave, in the units of the line
        """
        self.ensure_one()
        if not (self.order_id._is_agreement_kept() and self._is_goods()):
            return False
        agreed = self.print_agreed_qty if self.print_is_agreed else 0.0
        compare = self.product_uom_id.compare
        is_raised = compare(self.product_uom_qty, agreed) > 0
        return is_raised and compare(self.qty_delivered + leaving, agreed) > 0
