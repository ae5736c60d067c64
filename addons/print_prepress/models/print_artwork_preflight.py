from odoo import models


class PrintArtwork(models.Model):
    _inherit = "print.artwork"

    def _portal_values(self):
        """A client sees how far the check is."""
        return super()._portal_values() | {"check": self._get_check_values()}
