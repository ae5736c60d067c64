import re

from odoo import api, models


class PrintPreflight(models.Model):
    """Pages ask for the progress of checks and of archives at once."""

    _inherit = "print.preflight"

    @api.model
    def _get_progress(self, keys):
        progress = super()._get_progress(keys)
        found = [re.fullmatch(r"print\.archive-(\d{1,9})", key) for key in keys]
        ids = [int(match[1]) for match in found if match]
        for archive in self.env["print.archive"].search([("id", "in", ids)]):
            if archive._is_on_its_way():
                values = archive._get_progress_values()
                progress[values["key"]] = values
        return progress
