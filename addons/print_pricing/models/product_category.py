from odoo import models


class ProductCategory(models.Model):
    _inherit = "product.category"

    def _get_print_path(self):
        """Return the ids of this category and all above it; none for no category."""
        return tuple(int(part) for part in (self.parent_path or "").split("/")[:-1])
