from odoo import models


class PrintPress(models.Model):
    _inherit = "print.press"

    def _get_imposition_fills(self):
        """Return what this press decides about a scheme, as texts by its fields."""
        self.ensure_one()
        figures = {
            "sheet_width": self.sheet_max_width,
            "sheet_height": self.sheet_max_height,
            "gripper": self.gripper,
        }
        return {name: str(mm) for name, mm in figures.items() if mm}
