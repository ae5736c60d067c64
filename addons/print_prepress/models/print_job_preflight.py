from odoo import models


class PrintJob(models.Model):
    _inherit = "print.job"

    def _add_artwork(self, file, replaces=None):
        """Whatever joins a job is checked, unless its bytes were checked before."""
        artwork = super()._add_artwork(file, replaces=replaces)
        self.env["print.preflight"]._request(artwork)
        return artwork
