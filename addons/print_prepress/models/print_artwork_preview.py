from odoo import models


class PrintArtwork(models.Model):
    _inherit = "print.artwork"

    def _portal_values(self):
        """A client recognises his file by its first page.

        :return: with ``preview`` and ``page``, addresses of the small and the large
            picture, or ``""``
        """
        address = f"/my/print/artwork/{self.id}"
        is_drawn = bool(self._filter_previewed())
        return super()._portal_values() | {
            "preview": f"{address}/preview" if is_drawn else "",
            "page": f"{address}/page/1" if is_drawn else "",
        }
