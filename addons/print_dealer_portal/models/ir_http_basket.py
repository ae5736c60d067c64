from odoo import models

from ..area import DEALER_ROOT


class IrHttp(models.AbstractModel):
    """How dealers fill a basket: from the list of products, by codes, with work."""

    _inherit = "ir.http"

    def _get_print_ways(self, root):
        if root != DEALER_ROOT:
            return super()._get_print_ways(root)
        _ = self.env._
        ways = [
            (_("Products"), f"{root}/products"),
            (_("Quick order"), f"{root}/quick-order"),
            (_("Print job"), f"{root}/order"),
        ]
        return self._filter_print_menu(
            [{"label": label, "more": label, "url": url} for label, url in ways]
        )
