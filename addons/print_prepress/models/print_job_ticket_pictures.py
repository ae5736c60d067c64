from odoo import models


class PrintJob(models.Model):
    """On the work ticket the right file is recognised by its first page."""

    _inherit = "print.job"

    def _get_ticket_files(self):
        """Add ``picture``: the first page as a ``data:`` address, "" without one.

        Paper has no login, and whoever sets it may know no picture of ours.
        """
        files = super()._get_ticket_files()
        for file, artwork in zip(files, self._get_current_artwork(), strict=False):
            image = artwork.preview_image
            file["picture"] = image and f"data:image/png;base64,{image.decode()}"
        return files
