from odoo import models


class PrintStoredMixin(models.AbstractModel):
    _inherit = "print.stored.mixin"

    def _get_companions(self, name):
        """Return what lies beside this file in an archive for the press.

        Called as superuser while the archive is packed; for machines that want more
        than the file.

        :param str name: of this file in the archive
        :return: ``[(name, bytes), ...]``
        """
        return []
