from odoo import models


class PrintArtwork(models.Model):
    """What has to be replaced before its job goes on."""

    _inherit = "print.artwork"

    def _is_to_replace(self):
        """Whether this file cannot be printed. Who checks files says more by super."""
        self.ensure_one()
        return self.state == "missing"
