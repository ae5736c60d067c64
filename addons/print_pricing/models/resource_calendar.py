from odoo import models


class ResourceCalendar(models.Model):
    _inherit = "resource.calendar"

    def write(self, vals):
        """Forget the shop's clock, which is kept: see ``res.company._get_print_tz``."""
        result = super().write(vals)
        if "tz" in vals:
            self.env.registry.clear_cache()
        return result
