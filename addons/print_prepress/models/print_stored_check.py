from odoo import models
from odoo.tools.misc import formatLang


class PrintStoredMixin(models.AbstractModel):
    """A file in one line, such as "24 pages, 210 × 297 mm"."""

    _inherit = "print.stored.mixin"

    def _get_content_words(self):
        """Return how many pages of which size are in it; "" while nobody knows."""
        self.ensure_one()
        # Accounts read no checks; whose bytes these are was asked for before.
        preflight = self.sudo().preflight_id
        if not preflight.page_count:
            return ""
        words = [self._count_pages(preflight.page_count)]
        if preflight.width_mm:
            words.append(
                self.env._(
                    "%(width)s × %(height)s mm",
                    width=self._format_mm(preflight.width_mm),
                    height=self._format_mm(preflight.height_mm),
                )
            )
        return ", ".join(words)

    def _count_pages(self, count):
        if count == 1:
            return self.env._("1 page")
        return self.env._("%s pages", count)

    def _format_mm(self, length):
        is_whole = abs(length - round(length)) < 0.05
        return formatLang(self.env, length, digits=0 if is_whole else 1)
