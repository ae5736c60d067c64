from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_print_address(self):
        """Return this address in one line, as a client reads it."""
        self.ensure_one()
        parts = [self.city, self.street, self.street2]
        return ", ".join(filter(None, parts)) or self.name or ""
