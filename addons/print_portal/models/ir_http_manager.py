from odoo import models
from odoo.tools import lazy


class IrHttp(models.AbstractModel):
    _inherit = "ir.http"

    def _get_print_area(self):
        """Every page knows whom the client may ask: ``manager`` of the area."""
        area = super()._get_print_area()
        if area:
            client = self.env.user._print_buyer()
            area["manager"] = lazy(client._get_print_manager)
        return area
