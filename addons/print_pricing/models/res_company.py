from odoo import models


class ResCompany(models.Model):
    _inherit = "res.company"

    def _get_print_tz(self):
        """Return the name of the time zone in which this shop names its dates."""
        self.ensure_one()
        # A client names no calendar, but reads the dates that follow from it.
        return self.sudo().resource_calendar_id.tz or "UTC"
