from odoo import models

from ..prepress.imposition import Scheme
from ..prepress.naming_rule import short_inks
from .print_job_archive import say_pages, say_sides

PACKED = frozenset({"state", "checksum", "certified_checksum"})


class PrintImposed(models.Model):
    """Sheets in the archive of their order."""

    _inherit = "print.imposed"

    def write(self, vals):
        result = super().write(vals)
        if PACKED & set(vals):
            self.job_id._pack_anew()
        return result

    def _get_companions(self, name):
        """The job ticket has the name of the sheets, for whoever reads both."""
        ticket = f"{name.removesuffix('.pdf')}.xjdf"
        return [*super()._get_companions(name), (ticket, self._get_ticket())]

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
