from odoo import models

from ..filestore import StoreError


class PrintStoredMixin(models.AbstractModel):
    _inherit = "print.stored.mixin"

    def _is_as_recorded(self):
        """Whether the disk holds what this record says, nothing put over it since."""
        self.ensure_one()
        try:
            return self._store().stamp(self.path) == self.stamp
        except StoreError:
            return False

    def _get_overwritten(self):
        """Return those whose bytes on disk are no longer what was recorded."""
        # Where a file lies is closed to who merely works with it.
        return self.filtered(lambda file: not file.sudo()._is_as_recorded())
