from odoo import models


class PrintOrderType(models.Model):
    _inherit = "print.order.type"

    def _is_offered(self):
        """Whether the user may order this kind of work now; asks no query for many."""
        self.ensure_one()
        return self.active and bool(self.filtered_domain(self._get_portal_domain()))
