from odoo import models


class PrintJob(models.Model):
    _inherit = "print.job"

    def _add_artwork(self, file, replaces=None):
        """Whatever joins a job is checked."""
        artwork = super()._add_artwork(file, replaces=replaces)
        preflight = self.env["print.preflight"]._request(artwork)
        if preflight.state == "done":
            artwork._judge()
        return artwork
