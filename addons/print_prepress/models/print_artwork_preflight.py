from odoo import models


class PrintArtwork(models.Model):
    _inherit = "print.artwork"

    def _judge(self):
        """Compare what is in these files with what was ordered."""

    def _portal_values(self):
        """A client sees how far the check is."""
        return super()._portal_values() | {"check": self._get_check_values()}
