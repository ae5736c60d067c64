from odoo import models


class PrintArtwork(models.Model):
    _inherit = "print.artwork"

    def _judge(self):
        """Compare what is in these files with what was ordered."""
