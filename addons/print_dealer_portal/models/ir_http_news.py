from odoo import models
from odoo.tools import lazy

from ..area import DEALER_ROOT


class IrHttp(models.AbstractModel):
    """The bell in the head of the dealers' pages."""

    _inherit = "ir.http"

    def _get_print_area(self):
        """Say, too, where news are, and how many are unread."""
        area = super()._get_print_area()
        if area and area["root"] == DEALER_ROOT:
            area["news_url"] = f"{DEALER_ROOT}/news"
            area["news_count"] = lazy(self.env.user._count_news)
        return area
