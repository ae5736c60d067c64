import logging

from odoo import models
from odoo.exceptions import UserError

from ..prepress.imposition import Scheme
from ..prepress.naming_rule import short_inks
from .print_job_archive import say_pages, say_sides

_logger = logging.getLogger(__name__)

PACKED = frozenset({"state", "checksum", "certified_checksum"})


class PrintImposed(models.Model):
    """Sheets in the archive of their order."""

    _inherit = "print.imposed"

    def write(self, vals):
        result = super().write(vals)
        if PACKED & set(vals):
            self.job_id._pack_anew()
        return result

    def _get_companions(self, name, folder):
        """What machines read has the name of the sheets, for whoever takes them all."""
        stem = name.removesuffix(".pdf")
        return [
            *super()._get_companions(name, folder),
            (f"{stem}.xjdf", self._get_ticket()),
            *self._draw_previews(stem, folder),
        ]

    def _draw_previews(self, stem, folder):
        """Yield the ink previews of what goes to the press, each into a file.

        They take seconds a sheet, so none is drawn of what may not be printed yet. What
        cannot be drawn here is left out: it is no reason to hold back the plates.
        """
        if not (self.is_certified and self.company_id.print_archive_ink):
            return
        for sheet in self._get_plan().sheets:
            ending = self._get_preview_ending(sheet.number)
            target = folder / f"{self.id}{ending}"
            try:
                self._write_ink_preview(sheet.number, target)
            except UserError as error:
                _logger.warning("Archive without %s%s: %s", stem, ending, error)
            else:
                yield f"{stem}{ending}", target

    def _get_archive_name(self):
        """Return what the sheets are called, by the shop's rule."""
        self.ensure_one()
        sheet = Scheme.from_json(self.scheme).sheet
        return self.job_id._get_press_name(
            self,
            part="imposed",
            pages=say_pages(self.page_count),
            size=say_sides(sheet.width_mm, sheet.height_mm),
            inks=short_inks(self.inks),
        )
