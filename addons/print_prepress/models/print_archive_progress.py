from odoo import models


class PrintArchive(models.Model):
    _inherit = "print.archive"

    def _get_progress_values(self):
        """Return how far the packing is: ``key`` to ask again with, ``sentence``."""
        self.ensure_one()
        return {
            "key": f"{self._name}-{self.id}",
            "sentence": self.env._("Being packed, %s %%", self.progress)
            if self.state == "running"
            else self.env._("Waiting to be packed"),
        }
