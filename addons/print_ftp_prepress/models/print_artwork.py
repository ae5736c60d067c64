from odoo import models
from odoo.addons.print_prepress.models.print_finding import ERRORS


class PrintArtwork(models.Model):
    """What the check finds wrong is to be replaced."""

    _inherit = "print.artwork"

    def _is_to_replace(self):
        return super()._is_to_replace() or self.verdict == ERRORS
