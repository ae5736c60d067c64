from odoo import models


class PrintStoredMixin(models.AbstractModel):
    _inherit = "print.stored.mixin"

    def _get_companions(self, name, folder):
        """Return what lies beside this file in an archive for the press.

        Called as superuser while the archive is packed; for machines that want more
        than the file.

        :param str name: of this file in the archive
        :param folder: ``Path`` of a folder of this archive's own, for what is too large
            to be held in memory; it goes once the archive is packed
        :return: ``[(name, bytes or Path of a file in the folder), ...]``
        """
        return []
