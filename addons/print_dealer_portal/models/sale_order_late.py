from odoo import fields, models
from odoo.fields import Domain


class SaleOrder(models.Model):
    """Goods that should have left by now are late, as work is."""

    _inherit = "sale.order"

    def _get_late_goods_domain(self):
        """Return the domain of accepted orders of goods whose day has passed."""
        # Clients have no right on statuses, and read which of their orders are late.
        statuses = self.env["print.status"].sudo()
        is_open = Domain("kind", "not in", ("done", "cancel"))
        return (
            Domain("is_partner_portal", "=", True)
            & Domain("state", "=", "sale")
            & Domain("print_job_ids", "=", False)
            & Domain("print_status_id", "in", statuses.search(is_open).ids)
            & Domain("print_date_promised", "<", fields.Date.context_today(self))
        )

    def _are_goods_late(self):
        """Whether goods of this order should have left on a day before today."""
        self.ensure_one()
        order = self.sudo()  # whoever may see the order may read where it stands
        today = fields.Datetime.to_datetime(fields.Date.context_today(self))
        return (
            order.is_partner_portal
            and order.state == "sale"
            and not order.print_job_ids
            and order.print_status_id.kind not in ("done", "cancel")
            and bool(order.print_date_promised)
            and order.print_date_promised < today
        )

    def _is_print_late(self):
        return super()._is_print_late() or self._are_goods_late()

    def _compute_print_is_late(self):
        result = super()._compute_print_is_late()
        for order in self:
            order.print_is_late = order.print_is_late or order._are_goods_late()
        return result

    def _search_print_is_late(self, operator, value):
        domain = super()._search_print_is_late(operator, value)
        if domain is NotImplemented:
            return domain
        return Domain(domain) | self._get_late_goods_domain()
