from odoo import models


class PrintFile(models.Model):
    """A file of the folder in the viewer."""

    _inherit = "print.file"

    _view_letter = "f"
    _view_folder = "files"

    def _get_view_values(self, page):
        """Return what the page of the viewer shows of this file.

        :param int page: to begin with
        """
        url = self.env["ir.http"]._get_print_url("/files")
        return self._get_view_page(page, back={"url": url, "name": self.env._("Files")})
