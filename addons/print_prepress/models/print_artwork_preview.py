from odoo import models


class PrintArtwork(models.Model):
    _inherit = "print.artwork"

    def _portal_values(self):
        """A client recognises his file by its first page.

        :return: with ``preview``, address of the small picture, and ``view``, where
            all pages are; ``""`` while there are none
        """
        is_drawn = bool(self._filter_previewed())
        return super()._portal_values() | {
            "preview": f"{self._get_view_url()}/preview" if is_drawn else "",
            "view": f"{self._get_view_url()}/view" if is_drawn else "",
        }

    def _get_cover_picture(self):
        """Return what the cover of an order shows of this file, see ``_get_covers``."""
        return {
            "url": f"{self._get_view_url()}/preview",
            "view": f"{self._get_view_url()}/view",
            "name": self.name,
        }
