from odoo import models

from .print_archive_files import PRINT, UNCERTIFIED, PackedFile

# What the sheets were made of: apart from them, or a hot folder would take both.
PAGES = "pages"


class PrintJob(models.Model):
    """Imposed sheets go into the archive of the order, in place of their pages."""

    _inherit = "print.job"

    def _get_archive_files(self):
        sheets = self.imposed_ids.filtered("is_current").sorted("version")[-1:]
        imposed = [
            PackedFile(
                self,
                PRINT if sheet.is_certified else UNCERTIFIED,
                sheet,
                sheet._get_archive_name(),
            )
            for sheet in sheets
        ]
        files = super()._get_archive_files()
        pages = sheets.source_ids.artwork_id
        return imposed + [
            file._replace(folder=PAGES) if file.stored in pages else file
            for file in files
        ]
