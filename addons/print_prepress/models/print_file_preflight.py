from odoo import models

from .print_preflight import PRIORITY_FOLDER


class PrintFile(models.Model):
    _inherit = "print.file"

    def _record(self, client, stored, **values):
        """What lies in the folder is known before it is chosen for an order."""
        file = super()._record(client, stored, **values)
        self.env["print.preflight"]._request(file, PRIORITY_FOLDER)
        return file

    def _portal_values(self):
        """A client sees how far the check is."""
        return super()._portal_values() | {"check": self._get_check_values()}
